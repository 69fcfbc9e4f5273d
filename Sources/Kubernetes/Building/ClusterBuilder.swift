import IAM
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
  private var machines = MachineTable()
  private let given: ClusterReference?

  /// Makes an empty builder.
  ///
  /// - Parameter given: The cluster of every object that names none, where the user says so.
  public init(given: ClusterReference? = nil) { self.given = given }

  /// Adds what EC2 or IAM outputs tell about a machine.
  public mutating func add(_ machine: Machine) { machines.add(machine) }

  /// Adds an object.
  ///
  /// - Parameters:
  ///   - object: The object.
  ///   - reference: The cluster that it names, nil if it names none.
  ///   - folder: The folder of its file, without trailing slash.
  public mutating func add(
    _ object: ClusterObject, of reference: ClusterReference? = nil, in folder: String
  ) {
    found.append(Found(object: object, reference: reference ?? given, folder: folder))
  }

  /// What descriptions and the folder tell about the cluster of a name: ARN, account and issuer.
  ///
  /// - Returns: nil where nothing tells them, or several clusters have the name.
  public func description(of name: String, region: String?, in folder: String) -> Cluster? {
    var known = Cluster(name: name)
    if let layout = ClusterReference(folder: folder), layout.name == name {
      known.arn = layout.arn
    }
    for item in found {
      guard case .description(let other) = item.object, other.name == name,
        other.arn != nil || other.issuer != nil
      else { continue }
      let place = other.arn.flatMap { ARN($0)?.region }
      if let region, let place, place != region { continue }
      if let arn = other.arn, let own = known.arn, arn != own { return nil }
      if let issuer = other.issuer, let own = known.issuer, issuer != own { return nil }
      known.arn = known.arn ?? other.arn
      known.account = known.account ?? other.account
      known.issuer = known.issuer ?? other.issuer
    }
    known.account = known.account ?? known.arn.flatMap { ARN($0)?.account }
    return known.account == nil && known.issuer == nil ? nil : known
  }

  /// Merges everything; clusters are sorted by label, objects by namespace and name.
  public func finish() -> [Cluster] {
    var drafts: [ClusterDraft] = []
    let named = found.filter { $0.reference != nil }
    for item in named where item.reference?.arn != nil {
      if let reference = item.reference { add(item, reference, to: &drafts) }
    }
    // What tells most about its cluster first: the rest then finds it.
    let plain = named.filter { $0.reference?.arn == nil }
    for item in plain.filter({ $0.reference?.template != nil })
      + plain.filter({ $0.reference?.template == nil })
    {
      if let reference = item.reference { add(item, reference, to: &drafts) }
    }
    let rest = addByLayout(found.filter { $0.reference == nil }, to: &drafts)
    addAnonymous(rest, to: &drafts)
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

  /// Adds objects of folders that no description is near and whose path names a cluster.
  ///
  /// - Returns: the others.
  private func addByLayout(_ items: [Found], to drafts: inout [ClusterDraft]) -> [Found] {
    let described = drafts.indices.map { (drafts[$0].homes, $0) }
    var references: [String: ClusterReference?] = [:]
    return items.filter { item in
      if references[item.folder] == nil {
        let isNear = Self.nearest(to: item.folder, among: described) != nil
        references[item.folder] = .some(isNear ? nil : ClusterReference(folder: item.folder))
      }
      guard case .some(.some(let reference)) = references[item.folder] else { return true }
      add(item, reference, to: &drafts)
      return false
    }
  }

  private func addAnonymous(_ items: [Found], to drafts: inout [ClusterDraft]) {
    var unnamed: [(folder: String, items: [Found])] = []
    let count = drafts.count
    let described = (0..<count).map { (drafts[$0].homes, $0) }
    var homes: [String: Int?] = [:]
    for item in items {
      let home =
        homes[item.folder]
        ?? Self.nearest(to: item.folder, among: described) ?? (count == 1 ? 0 : nil)
      homes[item.folder] = .some(home)
      if let index = home {
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
    for index in clusters.indices { machines.complete(&clusters[index]) }
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
