import Testing

/// Every question that another evaluator is known to answer wrongly, with the documented answer.
@Suite struct PeerErrorTests {
  /// A line of `simulate`, made of its fields.
  struct Question: CustomTestStringConvertible, Sendable {
    /// Who is wrong about it, and which of its errors it is.
    let source: String
    let name: String
    var fields: [String] = []
    let expected: String
    var residual: String?

    var testDescription: String { "\(source): \(name)" }

    init(
      _ source: String, _ name: String, _ statements: String, _ expected: String,
      version: String? = "2012-10-17", context: [(String, [String])] = [],
      action: String = "s3:GetObject", resource: String = "arn:aws:s3:::bkt/key",
      owner: String = "111111111111", caller: String? = "arn:aws:iam::111111111111:user/ann",
      principal: (String, String)? = nil, trust: String? = nil, scp: [String] = [],
      session: String? = nil, boundary: String? = nil, residual: String? = nil,
      lists: Bool = false, known: [String] = []
    ) {
      self.source = source
      self.name = name
      self.expected = expected
      self.residual = residual
      func policy(_ statements: String) -> String {
        let head = version.map { "\"Version\":\"\($0)\"," } ?? ""
        let text = "{\(head)\"Statement\":[\(statements)]}"
        return "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
      }
      fields = [
        "\"PolicyInputList\":[\(statements.isEmpty ? "" : policy(statements))]",
        "\"ActionNames\":[\"\(action)\"]", "\"ResourceArns\":[\"\(resource)\"]",
        "\"ResourceOwner\":\"arn:aws:iam::\(owner):root\"",
        "\"Mode\":\"\(residual == nil ? "strict" : "discovery")\"",
      ]
      if let principal {
        fields.append(
          "\"CallerPrincipal\":{\"Type\":\"\(principal.0)\",\"Value\":\"\(principal.1)\"}")
      } else if let caller {
        fields.append("\"CallerArn\":\"\(caller)\"")
      }
      let entries = context.map { key, values in
        let list = values.map { "\"\($0)\"" }.joined(separator: ",")
        let type = lists ? "stringList" : "string"
        return "{\"ContextKeyName\":\"\(key)\",\"ContextKeyValues\":[\(list)],"
          + "\"ContextKeyType\":\"\(type)\"}"
      }
      fields.append("\"ContextEntries\":[\(entries.joined(separator: ","))]")
      if !known.isEmpty {
        let rules = known.map {
          "{\"ContextKeyName\":\"\($0)\",\"PresenceKnown\":true,\"ValueKnown\":true}"
        }
        fields.append("\"ContextKnowledge\":[\(rules.joined(separator: ","))]")
      }
      if let trust { fields.append("\"ResourcePolicy\":\(policy(trust))") }
      if let session { fields.append("\"SessionPolicyInputList\":[\(policy(session))]") }
      if let boundary {
        fields.append("\"PermissionsBoundaryPolicyInputList\":[\(policy(boundary))]")
      }
      if !scp.isEmpty {
        let levels = scp.map { "[\(policy($0))]" }.joined(separator: ",")
        fields.append("\"OrderedOrganizationPolicyInputList\":[\(levels)]")
      }
    }

    var line: String { "{\"CaseId\":1,\(fields.joined(separator: ","))}" }
  }

  static func statement(
    _ effect: String, _ condition: String? = nil, resource: String = "\"Resource\":\"*\""
  ) -> String {
    let tail = condition.map { ",\"Condition\":{\($0)}" } ?? ""
    return "{\"Effect\":\"\(effect)\",\"Action\":\"*\",\(resource)\(tail)}"
  }

  static func deny(_ condition: String) -> String { all + "," + statement("Deny", condition) }

  static func grant(_ principal: String, action: String = "*", effect: String = "Allow") -> String {
    "{\"Effect\":\"\(effect)\",\"Principal\":\(principal),\"Action\":\"\(action)\","
      + "\"Resource\":\"*\"}"
  }

  static let all = statement("Allow")
  static let nothing = "{\"Effect\":\"Allow\",\"Action\":\"ec2:x\",\"Resource\":\"*\"}"
  static let tag = "${aws:PrincipalTag/Team}"
  static let role = "arn:aws:iam::111111111111:role/target"
  static let app = "arn:aws:sts::111111111111:assumed-role/app/s"
  static let linked =
    "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
  static let federated = "arn:aws:sts::111111111111:federated-user/ann"

  @Test(arguments: PeerErrors.all) func answersAsAWSDocuments(_ question: Question) {
    let answer = EvaluationCase.answer(question.line)
    #expect(answer.contains("\"EvalDecision\":\"\(question.expected)\""), "\(answer)")
    guard let residual = question.residual, !residual.isEmpty else { return }
    #expect(answer.contains("\"Residual\":\"\(residual)\""), "\(answer)")
    #expect(!answer.contains("\"Witness\":null"), "\(answer)")
  }

  static let refused = [
    "", "[]", "{}", "{\"ActionNames\":[\"a:b\",\"a:c\"]}",
    "{\"ActionNames\":[\"s3:x\"],\"PolicyInputList\":[\"no\"]}",
    "{\"ActionNames\":[\"s3:x\"],\"CallerArn\":\"x\"}",
    "{\"ActionNames\":[\"s3:x\"],\"Mode\":\"guess\"}",
    "{\"ActionNames\":[\"s3:x\"],\"ContextKnowledge\":[{\"ContextKeyName\":\"/(/\"}],\"Mode\":\"discovery\"}",
  ]

  @Test(arguments: refused)
  func whatCannotBeEvaluatedIsAnError(_ line: String) {
    let answer = EvaluationCase.answer(line)
    #expect(answer.contains("\"Error\":\""), "\(answer)")
    #expect(answer.hasPrefix("{\"CaseId\":null"), "\(answer)")
  }
}
