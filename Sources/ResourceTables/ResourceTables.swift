/// What is known about CloudFormation's resource types, as JSON texts.
public enum ResourceTables {
  /// The text of one table by its file name; empty when there is none.
  public static func text(of name: String) -> String {
    files.first { "\($0.path)" == name }.map { "\($0.text)" } ?? ""
  }
}
