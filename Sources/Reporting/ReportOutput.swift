/// Bytes on their way out, handed on in pieces: the formats that grow with the findings need not fit
/// into memory when they go to a file.
public struct ReportOutput {
  /// What was not handed on yet.
  public var bytes: [UInt8] = []
  private let receive: (([UInt8]) -> Void)?

  private static let pieceSize = 1 << 16

  /// Keeps everything in `bytes`.
  public init() { receive = nil }

  /// Hands on pieces of 64 KiB and more, and the rest when `finish` is called.
  public init(_ receive: @escaping ([UInt8]) -> Void) { self.receive = receive }

  /// Hands on what there is if it is enough for a piece.
  mutating func passOn() {
    if bytes.count >= Self.pieceSize { finish() }
  }

  /// Hands on what there is.
  public mutating func finish() {
    guard let receive else { return }
    receive(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Leaves the output to a writer that gives it back at its end.
  mutating func take() -> ReportOutput {
    defer { bytes = [] }
    return self
  }
}
