import Documents

/// A state as `terraform show -json` prints it, or a state file.
struct TerraformStates: Reader {
  let kind = "terraform-state"
  let markers: [StaticString] = ["\"terraform_version\""]

  func recognises(_ root: Node) -> Bool { TerraformDocument.isState(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    reading.terraform.append(PendingDocument(root: root, path: reading.path))
  }
}
