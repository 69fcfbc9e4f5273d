import Documents

/// A plan as `terraform show -json` prints it.
struct TerraformPlans: Reader {
  let kind = "terraform-plan"
  let markers: [StaticString] = ["\"planned_values\""]

  func recognises(_ root: Node) -> Bool { TerraformDocument.isPlan(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    reading.terraform.append(PendingDocument(root: root, path: reading.path))
  }
}
