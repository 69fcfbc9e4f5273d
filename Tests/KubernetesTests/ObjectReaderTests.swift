import Documents
import Kubernetes
import Logic
import Testing
import Text

/// The shapes in which Kubernetes objects come.
@Suite struct ObjectReaderTests {
  private static let account = """
    {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"a","namespace":"n"}}
    """

  @Test(arguments: [
    account,
    #"{"apiVersion":"v1","kind":"List","items":[\#(account)]}"#,
    #"{"apiVersion":"v1","kind":"List","items":[{"kind":"List","apiVersion":"v1","items":[\#(account)]}]}"#,
    // Items of typed lists lack their kind.
    #"{"apiVersion":"v1","kind":"ServiceAccountList","items":[{"metadata":{"name":"a","namespace":"n"}}]}"#,
    "\(account)\n",
    """
    # Source: chart/templates/account.yaml
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: a
      namespace: n
    ---
    """,
    "\u{FEFF}apiVersion: v1\r\nkind: ServiceAccount\r\nmetadata:\r\n  name: a\r\n  namespace: n\r\n",
  ])
  func oneAccount(text: String) throws {
    let input = Input(text)
    #expect(input.documents.contains { ObjectReader.recognises($0.root) })
    let accounts = try input.cluster().serviceAccounts
    #expect(accounts.map { "\($0.namespace)/\($0.name)" } == ["n/a"])
  }

  @Test func oneObjectPerLine() throws {
    let second = Self.account.replacing("\"a\"", with: "\"b\"")
    #expect(try Input("\(Self.account)\n\(second)\n").cluster().serviceAccounts.count == 2)
  }

  @Test(arguments: [
    #"{"apiVersion":"v1","kind":"Config","clusters":[],"users":[]}"#,  // a kubeconfig
    #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"other"},"data":{"a":"b"}}"#,
    #"{"apiVersion":"v1","kind":"ServiceList","items":[{"metadata":{"name":"a"}}]}"#,
    #"{"kind":"ServiceAccount"}"#, "[]", #"{"data":{"a":"b"}}"#,
  ])
  func otherKinds(text: String) {
    #expect(Input(text).documents.allSatisfy { !ObjectReader.recognises($0.root) })
  }

  /// `last-applied-configuration` holds a second copy of the object, which is not an object.
  @Test func annotationsAsAListAreTold() throws {
    let input = Input(
      "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  annotations:\n  - b: c\n")
    var reader = ObjectReader()
    reader.read(try #require(input.documents.first).root)
    #expect(reader.diagnostics.items.map(\.code) == ["kubernetes-object"])
  }

  @Test func annotationsAreNotObjects() throws {
    let text = """
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: a
        annotations:
          kubectl.kubernetes.io/last-applied-configuration: |
            {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"old"}}
      """
    #expect(try Input(text).cluster().serviceAccounts.map(\.name) == ["a"])
  }

  @Test func whatCannotBeReadIsToldAndTheRestIsRead() throws {
    let text = """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: ServiceAccount, metadata: {namespace: n}}
      - {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b}}
      - {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}, rules: all}
      - {apiVersion: v1, kind: ServiceAccount, metadata: {name: good, namespace: n}}
      """
    var reader = ObjectReader()
    for document in Input(text).documents { reader.read(document.root) }
    #expect(reader.diagnostics.items.count == 3)
    #expect(reader.diagnostics.items.allSatisfy { $0.range != nil })
    #expect(try Input(text).cluster().serviceAccounts.map(\.name) == ["good"])
  }

  @Test func deepListsDoNotOverflow() throws {
    let depth = 400
    let text =
      String(repeating: #"{"apiVersion":"v1","kind":"List","items":["#, count: depth) + Self.account
      + String(repeating: "]}", count: depth)
    #expect(Input(text).objects.isEmpty)
  }
}
