import CloudFormation
import Documents
import Foundation
import Logic
import Testing
import Text

/// Which resource hands which role to which service.
@Suite struct RoleUseTests {
  private func uses(
    _ text: String, values: [String] = []
  ) throws -> [(use: RoleUseResource, text: String)] {
    let resolved = try template(text).resolved(
      parameters: parameterValues(values),
      context: StackContext(account: "111122223333", region: "eu-west-1", stackName: "s"))
    return resolved.roleUses(IAMResources(resolved)).map { use in
      let guards =
        use.guards.isEmpty ? "" : " if " + use.guards.map(\.display).joined(separator: ", ")
      return (
        use, "\(use.resource.logicalID)/\(use.property) \(use.role.display)\(guards)"
      )
    }
  }

  /// One row for every way in which a property can name a role.
  @Test(
    arguments: [
      (
        "F: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}",
        ["F/Role arn:aws:iam::111122223333:role/p/role"]
      ),
      (
        "P: {Type: AWS::CodeBuild::Project, Properties: {ServiceRole: !Ref Role}}",
        ["P/ServiceRole arn:aws:iam::111122223333:role/p/role"]
      ),
      (
        "P: {Type: AWS::CodeBuild::Project, Properties: {ServiceRole: elsewhere}}",
        ["P/ServiceRole arn:aws:iam::111122223333:role/elsewhere"]
      ),
      (
        "F: {Type: AWS::Lambda::Function, Properties: {Role: 'arn:aws:iam::444455556666:role/x'}}",
        ["F/Role arn:aws:iam::444455556666:role/x"]
      ),
      (
        "F: {Type: AWS::Lambda::Function, Properties: {Role: !Ref Open}}", ["F/Role ${Open}"]
      ),
      (
        "F: {Type: AWS::Lambda::Function, Properties: {Role: !If [Yes, !GetAtt Role.Arn, !Ref Open]}}",
        ["F/Role arn:aws:iam::111122223333:role/p/role if Yes", "F/Role ${Open} if not Yes"]
      ),
      (
        "F: {Type: AWS::Lambda::Function, Condition: Yes, Properties: {Role: !GetAtt Role.Arn}}",
        ["F/Role arn:aws:iam::111122223333:role/p/role if Yes"]
      ),
      (
        "I: {Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: !Ref Profile}}",
        ["I/IamInstanceProfile arn:aws:iam::111122223333:role/p/role"]
      ),
      (
        """
        L: {Type: AWS::EC2::LaunchTemplate, Properties:
            {LaunchTemplateData: {IamInstanceProfile: {Arn: !GetAtt Profile.Arn}}}}
        """,
        [
          "L/LaunchTemplateData/IamInstanceProfile/Arn arn:aws:iam::111122223333:role/p/role"
        ]
      ),
      (
        """
        E: {Type: AWS::ElasticBeanstalk::Environment, Properties: {OptionSettings: [
            {Namespace: aws:elasticbeanstalk:environment, OptionName: ServiceRole, Value: !Ref Role},
            {Namespace: aws:elasticbeanstalk:environment, OptionName: Other, Value: !Ref Role}]}}
        """, ["E/OptionSettings/Value arn:aws:iam::111122223333:role/p/role"]
      ),
      (
        """
        A: {Type: AWS::Cognito::IdentityPoolRoleAttachment, Properties:
            {Roles: {authenticated: !GetAtt Role.Arn, unauthenticated: !Ref Open}}}
        """,
        ["A/Roles arn:aws:iam::111122223333:role/p/role", "A/Roles ${Open}"]
      ),
      (
        "P: {Type: AWS::RolesAnywhere::Profile, Properties: {RoleArns: [!GetAtt Role.Arn]}}",
        ["P/RoleArns arn:aws:iam::111122223333:role/p/role"]
      ),
      ("B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Role}}", []),
    ] as [(String, [String])])
  func findsTheRole(resource: String, expected: [String]) throws {
    let found = try uses(
      """
      Parameters: {Open: {Type: String}, Flag: {Type: String}}
      Conditions: {Yes: !Equals [!Ref Flag, x]}
      Resources:
        Role: {Type: AWS::IAM::Role, Properties: {RoleName: role, Path: /p/}}
        Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
        \(resource.replacing("\n", with: "\n  "))
      """)
    #expect(found.map(\.text) == expected)
    #expect(found.allSatisfy { $0.use.range != nil })
  }

  @Test func pointsAtTheValueAndKnowsTheServices() throws {
    let text = """
      Resources:
        Role: {Type: AWS::IAM::Role}
        F:
          Type: AWS::Lambda::Function
          Properties:
            Role: !GetAtt Role.Arn
      """
    let use = try #require(try uses(text).first?.use)
    let range = try #require(use.range)
    let start = text.utf8.index(text.utf8.startIndex, offsetBy: Int(range.lower))
    #expect(text[start...].hasPrefix("!GetAtt Role.Arn"))
    #expect(use.services.contains("lambda.amazonaws.com"))
  }

  @Test func everyPropertyOfTheTableCanBeReached() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/ResourceTables/role-properties.json")
    let table = try #require(ExpectedCase.documents(at: path.standardized.path).first)
    #expect(table.count == 377)
    var count = 0
    for (type, rows) in table.members {
      for row in rows.elements {
        let cells = row.elements.map { $0.string ?? "" }
        let name = cells[1] == "instanceProfile" ? "profile" : "role"
        let properties = Self.properties(cells[0].split(separator: "/")[...], name)
        let found = try uses(
          """
          {"Resources": {
            "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "role"}},
            "Profile": {"Type": "AWS::IAM::InstanceProfile",
              "Properties": {"InstanceProfileName": "profile", "Roles": ["role"]}},
            "R": {"Type": "\(type.string ?? "")", "Properties": \(properties)}}}
          """)
        let isFound = found.contains { $0.use.role == "arn:aws:iam::111122223333:role/role" }
        #expect(isFound, "\(type.string ?? "") \(cells[0])")
        count += 1
      }
    }
    #expect(count == 662)
  }

  /// Properties that hold a value at a path of the table.
  private static func properties(_ path: ArraySlice<Substring>, _ value: String) -> String {
    guard let step = path.first else { return "\"\(value)\"" }
    let inner = properties(path.dropFirst(), value)
    if step == "*" { return "[\(inner)]" }
    if step == "{*}" { return "{\"any\": \(inner)}" }
    guard step.hasPrefix("*[") else { return "{\"\(step)\": \(inner)}" }
    let filters = step.dropFirst(2).dropLast().split(separator: ",").map { filter in
      let sides = filter.split(separator: "=")
      return "\"\(sides[0])\": \"\(sides[1])\", "
    }
    return "[{\(filters.joined())\(inner.dropFirst())]"
  }
}
