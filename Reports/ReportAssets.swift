/// The report's style sheet, script and schemas as text.
public enum ReportAssets {}
