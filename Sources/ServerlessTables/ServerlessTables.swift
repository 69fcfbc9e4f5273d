/// What AWS SAM makes of policy templates, connectors and managed policy names, as JSON texts.
public enum ServerlessTables {
  /// The text of one table by its file name; empty when there is none.
  public static func text(of name: String) -> String {
    files.first { "\($0.path)" == name }.map { "\($0.text)" } ?? ""
  }
}
