/// The report's style sheet, script and schemas as text: `files` lists every file of this folder.
public enum ReportAssets {}
