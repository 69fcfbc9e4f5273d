internal import Text

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

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

  /// The first token of a document, and the number of duplicate keys up to its end.
  private struct Root {
    let token: Int
    let duplicates: Int
  }

  private static func read(
    _ bytes: SourceBytes, file: FileID, map: OffsetMap?, single: Bool
  ) -> Outcome {
    var scanner = JSONScanner(JSONSource(base: bytes.base, count: bytes.count))
    defer { scanner.discard() }
    var roots: [Root] = []
    var repeated: [RawDuplicate] = []
    var failure: JSONError?
    do throws(JSONError) {
      try scan(&scanner, &roots, &repeated, single: single)
    } catch {
      failure = error
    }
    guard !roots.isEmpty else {
      free(scanner.tokens)
      return Outcome(documents: [], error: failure)
    }
    let tape = Tape(
      tokens: scanner.tokens, count: scanner.tokenCount, bytes: bytes, file: file,
      hasDuplicates: !repeated.isEmpty, map: map)
    let duplicates = repeated.map { duplicate in
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
    _ scanner: inout JSONScanner, _ roots: inout [Root], _ duplicates: inout [RawDuplicate],
    single: Bool
  ) throws(JSONError) {
    let source = scanner.source
    scanner.offset = source.start
    scanner.skipSpace()
    repeat {
      let root = Root(token: scanner.tokenCount, duplicates: duplicates.count)
      let offset = scanner.offset
      if !roots.isEmpty {
        if single { throw JSONError(.trailing, offset, offset + 1) }
        guard source.isCollection(at: offset), scanner.tokens[0].isCollection else {
          throw JSONError(.expected("`{` or `[` (or the end)"), offset, offset + 1)
        }
      }
      do throws(JSONError) {
        try scanner.scanValue(&duplicates)
        guard scanner.tokenCount - root.token <= Limits.tokens else {
          throw JSONError(.tokens, offset)
        }
      } catch {
        var error = error
        if case .truncated = error.kind { error.opened = error.opened ?? scanner.opened }
        scanner.rewind(to: root.token)
        duplicates.removeSubrange(root.duplicates...)
        throw error
      }
      roots.append(Root(token: root.token, duplicates: duplicates.count))
      scanner.skipSpace()
    } while scanner.offset < source.count
  }
}
