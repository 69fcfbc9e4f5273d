import Documents
import Logic
import Text

/// `AWS::Serverless::Connector`: managed policies on the role of its source or destination, or a
/// policy of its destination.
///
/// Source: AWS SAM Developer Guide, "AWS::Serverless::Connector".
enum ServerlessConnector: ServerlessResource {
  static let types: Set = ["AWS::Serverless::Connector"]

  static func generated(for owner: Declaration, in evaluation: Evaluation) -> [Declaration] {
    guard case .written(let node, let scope) = owner.properties else { return [] }
    let source = node["Source"].flatMap { ConnectorEnd($0, scope, evaluation) }
    return Connector(
      logicalID: owner.logicalID, owner: owner, source: source, properties: node, scope: scope
    ).policies(in: evaluation)
  }
}

/// The `Connectors` attribute of any resource: connectors whose source is that resource.
enum EmbeddedConnectors {
  static func generated(for owners: [Declaration], in evaluation: Evaluation) -> [Declaration] {
    guard let section = evaluation.template.root["Resources"] else { return [] }
    return owners.flatMap { owner -> [Declaration] in
      guard let connectors = section[owner.logicalID]?["Connectors"] else { return [] }
      return connectors.members.flatMap { name, connector -> [Declaration] in
        guard let name = name.string, let properties = connector["Properties"] else { return [] }
        return Connector(
          logicalID: owner.logicalID + name, owner: owner,
          source: ConnectorEnd(logicalID: owner.logicalID, evaluation), properties: properties,
          scope: .outermost
        ).policies(in: evaluation)
      }
    }
  }
}

/// One connector with what its policies need.
struct Connector {
  let logicalID: String
  let owner: Declaration
  let source: ConnectorEnd?
  let properties: Node
  let scope: Scope

  /// The policies that the connector makes for each destination.
  func policies(in evaluation: Evaluation) -> [Declaration] {
    guard let source, let node = properties["Destination"] else { return [] }
    let nodes = node.kind == .sequence ? Array(node.elements) : [node]
    let permissions = Set(properties["Permissions"]?.elements.compactMap(\.string) ?? [])
    let isList = node.kind == .sequence
    return nodes.enumerated().flatMap { index, node -> [Declaration] in
      guard let destination = ConnectorEnd(node, scope, evaluation),
        let profile = ServerlessTable.connectors?["Permissions"]?[source.type]?[destination.type]
      else { return [] }
      let isAtSource = profile["Properties"]?["SourcePolicy"]?.boolean == true
      let (holder, other) = isAtSource ? (source, destination) : (destination, source)
      return ConnectorPolicy(
        logicalID: logicalID, suffix: isList ? "Destination\(index)" : "", owner: owner,
        profile: profile, permissions: permissions
      ) { name, evaluation in
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count == 2 else { return nil }
        return (parts[0] == "Source" ? source : destination).value(parts[1], in: evaluation)
      } role: { evaluation in
        holder.roleName(facing: other, in: evaluation)
      }.declarations
    }
  }
}
