import Documents
import Kubernetes
import Text

/// Files of an authenticator that people run themselves: its configuration, and the one it watches.
struct AuthenticatorConfigs: Reader {
  let kind = "authenticator"
  let markers: [StaticString] = ["backendMode", "roleARN", "\"rolearn\""]

  func recognises(_ root: Node) -> Bool { AuthenticatorReader.recognises(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    let reader = AuthenticatorReader(root)
    for problem in reader.problems { reading.diagnostics.append(problem) }
    for object in reader.objects {
      reading.clusters.add(object, in: reading.folder)
      if case .awsAuth(let auth) = object { reading.count("mappings", auth.mappings.count) }
    }
  }
}
