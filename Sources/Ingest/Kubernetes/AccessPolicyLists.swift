import Documents

/// Output of `aws eks list-access-policies`: names only; what the policies grant is built in.
struct AccessPolicyLists: Reader {
  let kind = "eks-access-policies"
  let markers: [StaticString] = ["\"accessPolicies\""]

  func recognises(_ root: Node) -> Bool {
    guard let list = root["accessPolicies"], root["principalARN"] == nil else { return false }
    return list.kind == .sequence && list.elements.allSatisfy { $0["arn"] != nil }
  }

  func read(_ root: Node, _ reading: inout Reading) {
    reading.count("access policies", root["accessPolicies"]?.count ?? 0)
  }
}
