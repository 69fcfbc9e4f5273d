import Logic
public import Text

/// What EC2 and IAM outputs tell about machines, whichever cluster they belong to.
public enum Machine: Sendable {
  /// A version of a launch template.
  case template(LaunchTemplate)
  /// An instance that no tag puts into a cluster.
  case instance(id: String, profile: String?, metadata: MetadataOptions?, SourceRange?)
  /// An instance profile with its role.
  case profile(arn: String, role: String)
}

/// A version of an EC2 launch template.
public struct LaunchTemplate: Sendable {
  /// `lt-…`.
  public var id: String
  /// Its name.
  public var name: String?
  /// The number of the version.
  public var version: Int
  /// Whether it is the default version.
  public var isDefault: Bool
  /// ARN or name of the instance profile.
  public var profile: String?
  /// How instances offer their metadata service; nil when the version does not say.
  public var metadata: MetadataOptions?

  /// Makes a version.
  public init(id: String, name: String?, version: Int, isDefault: Bool) {
    self.id = id
    self.name = name
    self.version = version
    self.isDefault = isDefault
  }
}

/// Machines of all inputs, to be joined with the pools of clusters.
struct MachineTable: Sendable {
  private var templates: [String: [LaunchTemplate]] = [:]
  private var instances:
    [String: (profile: String?, metadata: MetadataOptions?, range: SourceRange?)] = [:]
  private var roles: [String: String] = [:]

  mutating func add(_ machine: Machine) {
    switch machine {
    case .template(let template):
      for key in Set([template.id, template.name].compactMap(\.self)) {
        templates[key, default: []].append(template)
      }
    case .instance(let id, let profile, let metadata, let range):
      instances[id] = (profile, metadata, range)
    case .profile(let arn, let role): roles[arn] = role
    }
  }

  /// Fills in what launch templates, instances and profiles tell about a cluster's pools.
  func complete(_ cluster: inout Cluster) {
    for node in cluster.nodes {
      guard let id = node.instanceID, let instance = instances[id] else { continue }
      var pool = NodePool(
        name: node.pool ?? "self-managed", kind: .selfManaged, role: nil, range: instance.range)
      pool.instanceProfile = instance.profile
      pool.metadata = instance.metadata
      cluster.add(pool)
    }
    for index in cluster.nodePools.indices {
      complete(&cluster.nodePools[index])
    }
  }

  private func complete(_ pool: inout NodePool) {
    if let reference = pool.template, let template = template(reference) {
      if pool.metadata == nil { pool.metadata = template.metadata }
      if pool.instanceProfile == nil { pool.instanceProfile = template.profile }
    }
    if pool.role == nil, let profile = pool.instanceProfile, let role = roles[profile] {
      pool.role = SymbolicString(role)
    }
  }

  private func template(_ reference: NodePool.Template) -> LaunchTemplate? {
    let versions = templates[reference.id] ?? []
    switch reference.version {
    case nil, "$Default": return versions.first(where: \.isDefault)
    case "$Latest": return versions.max { $0.version < $1.version }
    case let text?: return versions.first { String($0.version) == text }
    }
  }
}

extension Cluster {
  /// Adds a pool; what two outputs tell about one of the same name is joined.
  mutating func add(_ pool: NodePool) {
    guard let index = nodePools.firstIndex(where: { $0.name == pool.name }) else {
      nodePools.append(pool)
      return
    }
    let isRicher = nodePools[index].kind == .selfManaged && pool.kind != .selfManaged
    var merged = isRicher ? pool : nodePools[index]
    let other = isRicher ? nodePools[index] : pool
    merged.role = merged.role ?? other.role
    merged.instanceProfile = merged.instanceProfile ?? other.instanceProfile
    merged.amiType = merged.amiType ?? other.amiType
    merged.template = merged.template ?? other.template
    if let own = merged.metadata, let more = other.metadata {
      merged.metadata = own.looser(more)
    } else {
      merged.metadata = merged.metadata ?? other.metadata
    }
    nodePools[index] = merged
  }
}
