import Testing

/// Questions that other evaluators are known to answer wrongly.
@Suite struct PeerErrorTests {
  struct Question: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let policies: String
    var context = ""
    var resource = "arn:aws:s3:::bkt/key"
    let expected: String
    var residual: String?

    init(
      _ name: String, _ policies: String, _ expected: String, context: String = "",
      resource: String = "arn:aws:s3:::bkt/key", residual: String? = nil
    ) {
      testDescription = name
      self.policies = policies
      self.context = context
      self.resource = resource
      self.expected = expected
      self.residual = residual
    }

    /// `strict`, or `discovery` where a residual is expected.
    var line: String {
      let policy = "{\"Version\":\"2012-10-17\",\"Statement\":[\(policies)]}"
        .replacing("\"", with: "\\\"")
      return """
        {"CaseId":1,"PolicyInputList":["\(policy)"],"ActionNames":["s3:GetObject"],\
        "ResourceArns":["\(resource)"],"CallerArn":"arn:aws:iam::111111111111:user/ann",\
        "ResourceOwner":"arn:aws:iam::111111111111:root","ContextEntries":[\(context)],\
        "Mode":"\(residual == nil ? "strict" : "discovery")"}
        """
    }

    static func entry(_ key: String, _ value: String) -> String {
      "{\"ContextKeyName\":\"\(key)\",\"ContextKeyValues\":[\"\(value)\"],\"ContextKeyType\":\"string\"}"
    }
  }

  static func statement(_ effect: String, _ condition: String, _ resource: String = "*") -> String {
    """
    {"Effect":"\(effect)","Action":"*","Resource":"\(resource)","Condition":{\(condition)}}
    """
  }

  static let all = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}"

  static let strict: [Question] = [
    Question(
      "an IPv4 block of everything matches",
      statement("Allow", "\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}"), "allowed",
      context: Question.entry("aws:SourceIp", "8.8.8.8")),
    Question(
      "NotIpAddress of everything never matches an IPv4 caller",
      all + "," + statement("Deny", "\"NotIpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}"), "allowed",
      context: Question.entry("aws:SourceIp", "8.8.8.8")),
    Question(
      "a number with trailing letters is no number",
      statement("Allow", "\"NumericEquals\":{\"k:n\":\"12\"}"), "implicitDeny",
      context: Question.entry("k:n", "12abc")),
    Question(
      "a tag of a star is no wildcard",
      statement("Allow", "\"StringLike\":{\"k:x\":\"${aws:PrincipalTag/t}\"}"), "implicitDeny",
      context: Question.entry("aws:PrincipalTag/t", "*") + "," + Question.entry("k:x", "ann")),
    Question(
      "an unknown operator in a Deny is not dropped",
      all + "," + statement("Deny", "\"StringResembles\":{\"k:x\":\"a\"}"), "conditional"),
    Question(
      "a malformed value under a negated operator in a Deny is not dropped",
      all + "," + statement("Deny", "\"NumericNotEquals\":{\"k:n\":\"x\"}"), "conditional",
      context: Question.entry("k:n", "1")),
    Question(
      "a malformed Deny without action is not dropped",
      all + ",{\"Effect\":\"Deny\",\"Resource\":\"*\"}", "conditional"),
    Question(
      "a Deny whose effect is misspelt is not dropped",
      all + ",{\"Effect\":\"deny\",\"Action\":\"*\",\"Resource\":\"*\"}", "conditional"),
  ]

  static let residuals: [Question] = [
    Question(
      "denying without a device leaves the world without the key",
      all + "," + statement("Deny", "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}"),
      "conditional", residual: "aws:MultiFactorAuthPresent is absent or is true"),
    Question(
      "denying an old session leaves the world without the key",
      all + ","
        + statement("Deny", "\"NumericGreaterThan\":{\"aws:MultiFactorAuthAge\":\"3600\"}"),
      "conditional", residual: "aws:MultiFactorAuthAge is absent or is at most 3600"),
    Question(
      "two addresses at once cannot be",
      statement("Allow", "\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}") + ","
        + statement("Deny", "\"NotIpAddress\":{\"aws:SourceIp\":\"192.168.0.0/16\"}"),
      "explicitDeny", residual: ""),
    Question(
      "allowed and denied for one value is denied",
      statement("Allow", "\"StringEquals\":{\"sts:ExternalId\":\"a\"}") + ","
        + statement("Deny", "\"StringEquals\":{\"sts:ExternalId\":\"a\"}"), "explicitDeny",
      residual: ""),
    Question(
      "a list that may be empty is a condition all the same",
      statement("Allow", "\"ForAllValues:StringEquals\":{\"sts:TransitiveTagKeys\":[\"a\"]}"),
      "conditional", residual: "sts:TransitiveTagKeys is absent or every value equals a"),
    Question(
      "present or absent is always",
      statement("Allow", "\"Null\":{\"k:x\":\"true\"}") + ","
        + statement("Allow", "\"Null\":{\"k:x\":\"false\"}"), "allowed", residual: ""),
  ]

  @Test(arguments: strict + residuals)
  func answersAsAWSDocuments(_ question: Question) {
    let answer = EvaluationCase.answer(question.line)
    #expect(answer.contains("\"EvalDecision\":\"\(question.expected)\""), "\(answer)")
    if let residual = question.residual, !residual.isEmpty {
      #expect(answer.contains("\"Residual\":\"\(residual)\""), "\(answer)")
      #expect(!answer.contains("\"Witness\":null"), "\(answer)")
    }
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
