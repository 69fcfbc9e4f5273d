/// Takes the members of a mapping with merge keys apart (https://yaml.org/type/merge.html).
enum YAMLMerge {
  /// Token ranges of the members that a mapping has after merging, merged ones first; the mapping,
  /// given by its token, has not been closed yet.
  ///
  /// The mapping's own keys win over merged ones, earlier merged mappings over later ones. Nil if
  /// something other than mappings is to be merged.
  static func parts(
    of mapping: Int, mergeKeys: [Int], in draft: TapeDraft
  ) -> [Range<Int>]? {
    let merges = Set(mergeKeys)
    let all = draft.members(in: mapping + 1..<draft.count)
    let own = all.filter { !merges.contains($0.lowerBound) }
    var seen = Set(own.compactMap { draft.scalar($0.lowerBound) })
    var merged: [Range<Int>] = []
    for member in all where merges.contains(member.lowerBound) {
      guard let sources = sources(of: member.lowerBound + 1, in: draft) else { return nil }
      for source in sources {
        let fresh = draft.members(in: source).filter { member in
          draft.scalar(member.lowerBound).map { !seen.contains($0) } ?? true
        }
        merged += fresh
        seen.formUnion(fresh.compactMap { draft.scalar($0.lowerBound) })
      }
    }
    return merged + own
  }

  /// The insides of the mappings that a merge value names.
  private static func sources(of value: Int, in draft: TapeDraft) -> [Range<Int>]? {
    let token = draft.tokens[value]
    switch token.tag {
    case Token.Tag.mapping:
      return [value + 1..<value + Int(token.length) - 1]
    case Token.Tag.sequence:
      let elements = draft.nodes(in: value + 1..<value + Int(token.length) - 1)
      guard elements.allSatisfy({ draft.tokens[$0.lowerBound].tag == Token.Tag.mapping }) else {
        return nil
      }
      return elements.map { $0.lowerBound + 1..<$0.upperBound - 1 }
    default: return nil
    }
  }
}
