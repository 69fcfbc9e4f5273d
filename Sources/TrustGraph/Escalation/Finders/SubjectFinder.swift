import Logic
import Text

/// Which subjects of an identity provider a wider pattern of subjects covers, so that whoever has the
/// narrow one gets in wherever the wide one does.
///
/// Service accounts are told from their clusters; one that a question names is told from its subject.
struct SubjectFinder: EscalationFinder {
  static let rows = ["T-OIDC"]

  /// Largest number of pairs of patterns that are searched for a text that tells them apart.
  private static let searches = 256

  private struct Subject {
    let text: String
    let node: NodeIndex
    let pattern: Pattern
    let outline: PatternOutline?
    /// Its subjects where the text is no pattern of them.
    let composite: TextCell?

    init(_ text: String, _ node: NodeIndex, _ composite: TextCell?) {
      self.text = text
      self.node = node
      self.composite = composite
      pattern = Pattern(SymbolicString(text), .glob)
      outline = composite == nil ? PatternOutline(pattern) : nil
    }

    var isWide: Bool { composite != nil || text.contains { $0 == "*" || $0 == "?" } }

    /// Its subjects, and those that are excluded.
    var envelope: TextSet {
      composite.map { TextSet(TextCell(matching: $0.matching)) } ?? subjects
    }

    var subjects: TextSet {
      composite.map { TextSet($0) } ?? TextSet(isWide ? pattern : Pattern(pattern.text, .exact))
    }
  }

  static func addEdges(to draft: inout EscalationDraft) {
    var issuers: [String: [Subject]] = [:]
    let composites = composites(draft)
    for (index, node) in draft.base.graph.nodes.enumerated() {
      guard let (issuer, subject) = Self.subject(index, node, composites[node.id]) else { continue }
      issuers[issuer, default: []].append(subject)
    }
    for id in draft.asked where draft.base.graph.index(of: id) == nil {
      guard let (issuer, text) = parts(of: id), issuers[issuer] != nil else { continue }
      let node = Node(id: id, kind: .oidcSubject, account: nil, label: text)
      let index = draft.base.graph.node(id) { node }
      if let (_, subject) = Self.subject(Int(index), node, nil) {
        issuers[issuer, default: []].append(subject)
      }
    }
    var left = searches
    for (issuer, subjects) in issuers.sorted(by: { $0.key < $1.key }) {
      let isCluster = TokenPopulation.isCluster(issuer.lowercased())
      addEdges(
        among: subjects.sorted { $0.text < $1.text }, onlyAsked: isCluster, &left, &draft)
    }
  }

  /// The subjects of nodes that stand for no single pattern.
  private static func composites(_ draft: EscalationDraft) -> [String: TextCell] {
    var composites: [String: TextCell] = [:]
    for grant in draft.base.grants where grant.dead == nil {
      guard let token = grant.token else { continue }
      for source in token.sources(grant.residual.constraint(on: token.subjectKey)) {
        if let subjects = source.subjects { composites[source.node.id] = subjects }
      }
    }
    return composites
  }

  private static func subject(
    _ index: Int, _ node: Node, _ composite: TextCell?
  ) -> (issuer: String, Subject)? {
    guard node.kind == .oidcSubject, TokenScope.doubt(about: node) == nil,
      let (issuer, text) = parts(of: node.id)
    else { return nil }
    return (issuer, Subject(text, NodeIndex(index), composite))
  }

  /// Issuer and subject of `oidc:ISSUER#SUBJECT`.
  static func parts(of id: String) -> (issuer: String, subject: String)? {
    guard id.hasPrefix("oidc:"), let hash = id.firstIndex(of: "#") else { return nil }
    return (
      String(id[..<hash].dropFirst("oidc:".count)), String(id[id.index(after: hash)...])
    )
  }

  private static func addEdges(
    among subjects: [Subject], onlyAsked: Bool, _ left: inout Int, _ draft: inout EscalationDraft
  ) {
    let asked = Set(draft.asked.compactMap { draft.base.graph.index(of: $0) })
    if onlyAsked, !subjects.contains(where: { asked.contains($0.node) }) { return }
    let parts = SharedParts(subjects.map(\.outline))
    for wide in subjects where wide.isWide {
      for position in parts.candidates(of: wide.outline) {
        let narrow = subjects[position]
        if narrow.node == wide.node || onlyAsked && !asked.contains(narrow.node) { continue }
        let covering = covering(of: narrow, by: wide, &left)
        if covering == .no { continue }
        let untold = "every subject that matches \(narrow.text) also matches \(wide.text)"
        draft.add(
          narrow.node, to: wide.node, .memberOf, "T-OIDC", .full,
          residual: covering == .yes ? .always : .when(untold), evidence: [],
          status: covering == .yes ? .proved : .possible)
      }
    }
  }

  /// Whether a subject covers another: unknown if that takes a search that is not made, or is given up.
  private static func covering(
    of narrow: Subject, by wide: Subject, _ left: inout Int
  ) -> Truth {
    if let outline = wide.outline, let other = narrow.outline {
      let told = outline.covers(other)
      if told != .unknown { return told }
    }
    if wide.composite != nil, !narrow.isWide { return wide.subjects.contains(narrow.text) }
    guard left > 0 else { return .unknown }
    left -= 1
    if wide.composite != nil || narrow.composite != nil {
      let (inner, outer) = (narrow.subjects, wide.subjects)
      if inner.isSubset(of: outer) { return .yes }
      // Some subjects of the one may be those that the other excludes: not all are members, nor none.
      let isOutside =
        wide.envelope.complement.map { inner.intersection($0).hasMember == .yes } == true
      return isOutside || inner.intersection(outer).isEmpty ? .no : .unknown
    }
    return narrow.pattern.covering(by: wide.pattern)
  }
}

/// Which texts have each run of three characters: whoever covers a text has no others than the text.
private struct SharedParts {
  private let count: Int
  private var positions: [UInt64: [Int]] = [:]
  private var unread: [Int] = []

  init(_ outlines: [PatternOutline?]) {
    count = outlines.count
    for (position, outline) in outlines.enumerated() {
      guard let outline else {
        unread.append(position)
        continue
      }
      for part in Set(outline.trigrams) { positions[part, default: []].append(position) }
    }
  }

  /// The texts that have the rarest part of a pattern, in order; all of them if it has no part.
  func candidates(of pattern: PatternOutline?) -> [Int] {
    let lists = pattern?.trigrams.map { positions[$0] ?? [] } ?? []
    guard let rarest = lists.min(by: { $0.count < $1.count }) else { return Array(0..<count) }
    return unread.isEmpty ? rarest : (rarest + unread).sorted()
  }
}
