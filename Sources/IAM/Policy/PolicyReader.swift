public import Documents
public import Logic

/// Reads policy documents, sharing repeated texts between them; one instance per scan.
public final class PolicyReader {
  /// Makes a reader.
  public init() {}
}
