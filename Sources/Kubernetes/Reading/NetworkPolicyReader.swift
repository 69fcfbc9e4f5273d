import Documents
import Logic

/// Reads NetworkPolicy objects that bear on where pods send to.
enum NetworkPolicyReader {
  /// 169.254.169.254, the instance metadata service.
  private static let metadata: UInt32 = 0xA9FE_A9FE

  /// The policy; nil when it says nothing about egress.
  static func read(_ object: Node, _ name: String) -> NetworkPolicy? {
    guard object["apiVersion"]?.equals("networking.k8s.io/v1") == true,
      let spec = object["spec"], spec.kind == .mapping
    else { return nil }
    let types = spec["policyTypes"]?.elements.compactMap(\.string)
    // Without types a policy is about egress where it has rules for it.
    guard types?.contains("Egress") ?? (spec["egress"] != nil) else { return nil }
    let rules = spec["egress"].map { Array($0.elements) } ?? []
    return NetworkPolicy(
      namespace: ObjectReader.namespace(of: object), name: name,
      pods: spec["podSelector"].map(ObjectReader.selector) ?? LabelSelector(),
      allowsMetadata: rules.contains(where: allowsMetadata), range: object.range)
  }

  private static func allowsMetadata(_ rule: Node) -> Bool {
    allowsPort(rule["ports"]) && allowsAddress(rule["to"])
  }

  /// The service answers on port 80; names of ports are not known.
  private static func allowsPort(_ ports: Node?) -> Bool {
    guard let ports, ports.count > 0 else { return true }
    return ports.elements.contains { entry in
      guard entry["protocol"]?.string ?? "TCP" == "TCP" else { return false }
      guard let port = entry["port"] else { return true }
      guard let first = port.string.flatMap({ Int($0) }) else { return true }
      let last = entry["endPort"]?.string.flatMap { Int($0) } ?? first
      return first <= 80 && 80 <= last
    }
  }

  /// Selectors of pods and namespaces cover no address of the machine.
  private static func allowsAddress(_ peers: Node?) -> Bool {
    guard let peers, peers.count > 0 else { return true }
    return peers.elements.contains { peer in
      guard let block = peer["ipBlock"] else { return false }
      let excepted = block["except"]?.elements.compactMap(\.string) ?? []
      return covers(block["cidr"]?.string) && !excepted.contains { covers($0) }
    }
  }

  private static func covers(_ block: String?) -> Bool {
    let parts = block?.split(separator: "/") ?? []
    let bytes = parts.first?.split(separator: ".").compactMap { UInt8($0) } ?? []
    guard parts.count == 2, bytes.count == 4, let length = UInt32(parts[1]), length <= 32 else {
      return false
    }
    let address = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let mask = length == 0 ? 0 : UInt32.max << (32 - length)
    return address & mask == metadata & mask
  }
}
