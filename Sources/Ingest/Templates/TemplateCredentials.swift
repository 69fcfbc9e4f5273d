import CloudFormation
import Documents
import Estate
import Text

/// Credentials that a template holds as plain text: excerpts and `resolve` would print them.
enum TemplateCredentials {
  private static let depthLimit = 64
  private static let names: Set = [
    "secretstring", "authtoken", "oauthtoken", "secretaccesskey", "privatekey", "clientsecret",
    "personalaccesstoken",
  ]

  /// The texts under keys whose names say what they hold.
  ///
  /// - Parameter isSearched: Whether short ones are hidden wherever they occur, too.
  static func secrets(in template: Template, isSearched: Bool = false) -> [Secret] {
    var found: [Secret] = []
    if let resources = template.root["Resources"] { collect(resources, &found, 0) }
    return found.map { secret in
      var secret = secret
      secret.isSearched = isSearched || secret.value.utf8.count >= Secret.shortestPart
      return secret
    }
  }

  private static func collect(_ node: Node, _ found: inout [Secret], _ depth: Int) {
    guard depth < depthLimit else { return }
    for element in node.elements { collect(element, &found, depth + 1) }
    for (key, value) in node.members {
      if value.kind == .string {
        // A dynamic reference names where the secret lies.
        guard let name = key.string, tellsSecret(name), let text = value.string, !text.isEmpty,
          value.tag == nil, !text.hasPrefix("{{resolve:")
        else { continue }
        found.append(Secret(kind: .credential, value: text, range: value.range))
      } else {
        collect(value, &found, depth + 1)
      }
    }
  }

  private static func tellsSecret(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix("password") || names.contains(name)
  }
}
