internal import Text

/// Strict JSON to documents.
enum JSONReader {
  /// What could be read, and what stopped the reading.
  struct Outcome {
    var documents: [Document]
    var error: JSONError?
  }

  /// Reads one value with nothing but white space around it.
  static func readOne(_ bytes: SourceBytes, file: FileID, map: OffsetMap? = nil) -> Outcome {
    read(bytes, file: file, map: map, single: true)
  }

  /// Reads values one after the other (NDJSON, concatenated output of several commands).
  ///
  /// When there are several, each must be an object or an array: `1 2` or `"a" "b"` is no form that
  /// any tool writes, but how damaged JSON looks. Documents before an error are kept.
  static func readAll(_ bytes: SourceBytes, file: FileID) -> Outcome {
    read(bytes, file: file, map: nil, single: false)
  }

  private static func read(
    _ bytes: SourceBytes, file: FileID, map: OffsetMap?, single: Bool
  ) -> Outcome {
    var scanner = JSONScanner(bytes)
    var roots: [(token: Int, duplicates: Int)] = []
    var failure: JSONError?
    do throws(JSONError) {
      try scan(&scanner, &roots, single: single)
    } catch {
      failure = error
    }
    guard !roots.isEmpty else {
      scanner.discardTokens()
      return Outcome(documents: [], error: failure)
    }
    let tape = Tape(
      tokens: scanner.tokens, count: scanner.tokenCount, bytes: bytes, file: file,
      hasDuplicates: !scanner.duplicates.isEmpty, map: map)
    let duplicates = scanner.duplicates.map { duplicate in
      DuplicateKey(
        key: Node(tape: tape, index: duplicate.last).string ?? "",
        first: tape.range(at: duplicate.first), last: tape.range(at: duplicate.last))
    }
    var from = 0
    let documents = roots.map { root in
      defer { from = root.duplicates }
      return Document(
        tape: tape, root: UInt32(root.token), syntax: .json,
        duplicateKeys: Array(duplicates[from..<root.duplicates]))
    }
    return Outcome(documents: documents, error: failure)
  }

  private static func scan(
    _ scanner: inout JSONScanner, _ roots: inout [(token: Int, duplicates: Int)], single: Bool
  ) throws(JSONError) {
    if scanner.startsWithByteOrderMark { scanner.offset = 3 }
    scanner.skipSpace()
    repeat {
      let root = scanner.tokenCount
      let duplicates = scanner.duplicates.count
      if !roots.isEmpty {
        if single { throw JSONError(.trailing, scanner.offset, scanner.offset + 1) }
        guard scanner.isAtCollection, Self.isCollection(scanner.tokens[0]) else {
          throw JSONError(.expected("`{` or `[` (or the end)"), scanner.offset, scanner.offset + 1)
        }
      }
      do throws(JSONError) {
        try scanner.scanValue()
        guard scanner.tokenCount - root <= Limits.tokens else {
          throw JSONError(.tokens, Int(scanner.tokens[root].offset))
        }
      } catch {
        scanner.rewind(tokens: root, duplicates: duplicates)
        throw error
      }
      roots.append((root, scanner.duplicates.count))
      scanner.skipSpace()
    } while scanner.offset < scanner.count
  }

  private static func isCollection(_ token: Token) -> Bool { token.isCollection }
}
