import Logic
/// Collects the objects of clusters in any order of inputs and decides which belongs to which.
///
/// An object that does not name its cluster belongs to the cluster described in its folder, else
/// in the nearest folder above, else in the one folder below; else to the only cluster of the scan;
/// else to a cluster that nothing names.
public struct ClusterBuilder: Sendable {
  private struct Found: Sendable {
    var object: ClusterObject
    var reference: ClusterReference?
    var folder: String
  }

  private var found: [Found] = []

  /// Makes an empty builder.
  public init() {}

  /// Adds an object.
  ///
  /// - Parameters:
  ///   - object: The object.
  ///   - reference: The cluster that it names, nil if it names none.
  ///   - folder: The folder of its file, without trailing slash.
  public mutating func add(
    _ object: ClusterObject, of reference: ClusterReference? = nil, in folder: String
  ) {
    found.append(Found(object: object, reference: reference, folder: folder))
  }

  /// Merges everything; clusters are sorted by label, objects by namespace and name.
  public func finish() -> [Cluster] {
    var drafts: [ClusterDraft] = []
    let named = found.filter { $0.reference != nil }
    for item in named where item.reference?.arn != nil {
      if let reference = item.reference { add(item, reference, to: &drafts) }
    }
    for item in named where item.reference?.arn == nil {
      if let reference = item.reference { add(item, reference, to: &drafts) }
    }
    addAnonymous(found.filter { $0.reference == nil }, to: &drafts)
    return finished(drafts)
  }

  private func add(
    _ item: Found, _ reference: ClusterReference, to drafts: inout [ClusterDraft]
  ) {
    let candidates = drafts.indices.filter { drafts[$0].isNamed(by: reference) }
    let nearest = Self.nearest(to: item.folder, among: candidates.map { (drafts[$0].folders, $0) })
    if let index = candidates.count == 1 ? candidates.first : nearest {
      drafts[index].add(item.object, in: item.folder)
    } else {
      var draft = ClusterDraft(reference)
      draft.add(item.object, in: item.folder)
      drafts.append(draft)
    }
  }

  private func addAnonymous(_ items: [Found], to drafts: inout [ClusterDraft]) {
    var unnamed: [(folder: String, items: [Found])] = []
    let count = drafts.count
    for item in items {
      let described = (0..<count).map { (drafts[$0].homes, $0) }
      if let index = Self.nearest(to: item.folder, among: described) ?? (count == 1 ? 0 : nil) {
        drafts[index].add(item.object, in: item.folder)
      } else if let index = unnamed.firstIndex(where: { $0.folder == item.folder }) {
        unnamed[index].items.append(item)
      } else {
        unnamed.append((item.folder, [item]))
      }
    }
    unnamed.sort { $0.folder < $1.folder }
    if count == 0, Self.isOneCluster(unnamed.map { $0.items.map(\.object) }) {
      unnamed = [("", unnamed.flatMap(\.items))]
    }
    for (_, items) in unnamed where !items.isEmpty {
      var draft = ClusterDraft(nil)
      for item in items { draft.add(item.object, in: item.folder) }
      drafts.append(draft)
    }
  }

  /// Whether objects of several folders can be those of one cluster: none of them twice.
  private static func isOneCluster(_ folders: [[ClusterObject]]) -> Bool {
    var seen: Set<String> = []
    for objects in folders {
      let keys = Set(objects.map(\.key))
      if !seen.isDisjoint(with: keys) { return false }
      seen.formUnion(keys)
    }
    return true
  }

  /// The one candidate in the folder, in the nearest folder above, or below; nil if there is not one.
  private static func nearest(
    to folder: String, among candidates: [(folders: Set<String>, index: Int)]
  ) -> Int? {
    for above in Self.ancestry(of: folder) {
      let here = candidates.filter { $0.folders.contains(above) }
      if !here.isEmpty { return here.count == 1 ? here[0].index : nil }
    }
    let below = candidates.filter { candidate in
      candidate.folders.contains { folder.isEmpty || $0.hasPrefix(folder + "/") }
    }
    return below.count == 1 ? below[0].index : nil
  }

  /// The folder, its parent, and so on up to the empty path.
  private static func ancestry(of folder: String) -> [String] {
    var folders = [folder]
    var rest = folder[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      folders.append(String(rest))
    }
    return folders.last == "" ? folders : folders + [""]
  }

  private func finished(_ drafts: [ClusterDraft]) -> [Cluster] {
    var clusters = drafts.map { $0.finished() }
    var names: [String: Int] = [:]
    for name in clusters.compactMap(\.name) { names[name, default: 0] += 1 }
    var unnamed = 0
    for index in clusters.indices {
      if let name = clusters[index].name {
        clusters[index].isNameShared = (names[name] ?? 0) > 1
      } else {
        unnamed += 1
        clusters[index].unnamedNumber = unnamed
      }
    }
    return clusters.sorted { $0.label < $1.label }
  }
}

extension ClusterObject {
  /// What can exist once in a cluster.
  fileprivate var key: String {
    switch self {
    case .description(let cluster): "cluster/\(cluster.name ?? "")"
    case .awsAuth(let auth): auth.isEffective ? "aws-auth" : "aws-auth/\(auth.problems.count)"
    case .serviceAccount(let account): "sa/\(account.namespace)/\(account.name)"
    case .role(let role): "role/\(role.namespace ?? "")/\(role.name)"
    case .binding(let binding): "binding/\(binding.namespace ?? "")/\(binding.name)"
    case .accessEntry(let entry): "entry/\(entry.principalARN.display)"
    case .podIdentityAssociation(let association):
      "association/\(association.namespace)/\(association.serviceAccount)"
    }
  }
}
