import IAM
import Testing
import Text

/// `simulate` of a call that hands tags or a source identity to its session.
///
/// Source: IAM User Guide, "Pass session tags in AWS STS" and "Monitor and control actions taken with
/// assumed roles"; Service Authorization Reference, AWS STS: `AssumeRole` is authorised by
/// `sts:AssumeRole`, `sts:TagSession` and `sts:SetSourceIdentity`.
@Suite struct SessionPermissionTests {
  /// One line of `simulate`: actions that each side allows, and what the call carries.
  struct Case: Sendable, CustomTestStringConvertible {
    let identity: [String]
    let trust: [String]
    var context: [String] = []
    var action = "sts:AssumeRole"
    let outcome: String

    var testDescription: String { "\(identity) \(trust) \(context)" }
  }

  private static let both = ["sts:AssumeRole", "sts:TagSession"]
  private static let tag = ["aws:RequestTag/team=x", "aws:TagKeys=team"]
  private static let identify = ["sts:SourceIdentity=ann"]

  static let cases = [
    Case(identity: both, trust: both, context: tag, outcome: "allowed"),
    Case(identity: ["sts:AssumeRole"], trust: both, context: tag, outcome: "implicitDeny"),
    Case(identity: both, trust: ["sts:AssumeRole"], context: tag, outcome: "implicitDeny"),
    Case(identity: ["sts:AssumeRole"], trust: ["sts:AssumeRole"], outcome: "allowed"),
    Case(identity: both, trust: both, context: identify, outcome: "implicitDeny"),
    Case(identity: ["sts:*"], trust: ["sts:*"], context: identify, outcome: "allowed"),
    Case(identity: ["sts:*"], trust: ["sts:*"], context: tag + identify, outcome: "allowed"),
    Case(identity: ["sts:*"], trust: both, context: tag + identify, outcome: "implicitDeny"),
    // By itself each permission is what it is.
    Case(
      identity: both, trust: both, context: tag, action: "sts:TagSession", outcome: "allowed"),
  ]

  private static func statement(_ actions: [String], _ tail: String) -> String {
    let list = actions.map { #"\"\#($0)\""# }.joined(separator: ",")
    return
      #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\#(list)],\#(tail)}]}"#
  }

  @Test(arguments: cases) func aCallTakesEveryPermission(_ test: Case) throws {
    let entries = test.context.map { entry in
      let parts = entry.split(separator: "=")
      let type = parts[0] == "aws:TagKeys" ? "stringList" : "string"
      return
        #"{"ContextKeyName":"\#(parts[0])","ContextKeyType":"\#(type)","ContextKeyValues":["\#(parts[1])"]}"#
    }
    let identity = Self.statement(test.identity, #"\"Resource\":\"*\""#)
    let trust = Self.statement(test.trust, #"\"Principal\":{\"AWS\":\"111111111111\"}"#)
    let line = """
      {"PolicyInputList":["\(identity)"],"ActionNames":["\(test.action)"],\
      "ResourceArns":["arn:aws:iam::222222222222:role/target"],"ResourcePolicy":"\(trust)",\
      "ResourceOwner":"arn:aws:iam::222222222222:root","ResourceAccountId":"222222222222",\
      "CallerArn":"arn:aws:iam::111111111111:user/ann",\
      "ContextEntries":[\(entries.joined(separator: ","))],"Mode":"strict"}
      """
    var output: [UInt8] = []
    #expect(Simulator().answer(SourceBytes(Array(line.utf8)), into: &output))
    let answer = String(decoding: output, as: UTF8.self)
    #expect(answer.contains("\"EvalDecision\":\"\(test.outcome)\""), "\(answer)")
  }
}
