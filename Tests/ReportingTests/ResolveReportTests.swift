import CloudFormation
import Documents
import Estate
import Foundation
import Logic
import Reporting
import Testing
import Text

@Suite struct ResolveReportTests {
  private static let template = """
    Parameters:
      Vendor: {Type: String}
      Name: {Type: String, Default: pusher}
      Secret: {Type: String, NoEcho: true}
    Conditions:
      HasVendor: !Not [!Equals [!Ref Vendor, '']]
    Resources:
      Role:
        Type: AWS::IAM::Role
        Properties:
          RoleName: !Sub "${Name}-${AWS::Region}"
          AssumeRolePolicyDocument:
            Statement:
              - !If [HasVendor, {Effect: Allow, Principal: {AWS: !Ref Vendor},
                  Action: sts:AssumeRole, Condition: {StringEquals: {sts:ExternalId: !Ref Secret}}},
                  !Ref AWS::NoValue]
          ManagedPolicyArns: [!Ref Policy, !If [HasVendor, "arn:aws:iam::aws:policy/A/b~c", x]]
      Policy: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: []}}}
      User: {Type: AWS::IAM::User, Condition: HasVendor}
      Bucket: {Type: AWS::S3::Bucket, Properties: {A/b~c: !Ref User, D: !If [HasVendor, 1, true]}}
    Outputs:
      Arn: {Value: !GetAtt Role.Arn, Export: {Name: !Sub "${Vendor}-arn"}}
    """

  private func text() throws -> String {
    var diagnostics = Diagnostics()
    var files = SourceFiles()
    let bytes = SourceBytes(Array(Self.template.utf8))
    let file = SourceFile(id: files.nextID, path: "template.yaml", diskPath: nil, bytes: bytes)
    files.append(file)
    let documents = DocumentReader.read(bytes, file: file.id, diagnostics: &diagnostics)
    let template = try #require(documents.first.flatMap { Template($0.root) })
    var values = ParameterValues()
    values.set("Secret", to: "planted-secret")
    let resolved = template.resolved(parameters: values)
    return String(
      decoding: ResolveReport.bytes(of: resolved, files: files, redaction: .none), as: UTF8.self)
  }

  @Test func matchesSchema() throws {
    #expect(try JSONSchema(named: "resolve.schema.json").problems(in: text()) == [])
  }

  @Test func aNoEchoValueIsNowhere() throws {
    #expect(try !text().contains("planted-secret"))
  }

  @Test func everyPointerLeadsToItsSymbol() throws {
    let root = try #require(
      JSONSerialization.jsonObject(with: Data(text().utf8)) as? [String: Any])
    let unresolved = try #require(root["unresolved"] as? [[String: Any]])
    #expect(!unresolved.isEmpty)
    for item in unresolved where item["reason"] as? String != "condition not decided" {
      let pointer = try #require(item["pointer"] as? String)
      let symbol = try #require(item["symbol"] as? String)
      var value: Any? = root
      for step in pointer.split(separator: "/") {
        let key = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
        if let list = value as? [Any] {
          value = Int(key).map { list[$0] }
        } else {
          value = (value as? [String: Any])?[key]
        }
      }
      #expect((value as? String)?.contains(symbol) == true, "\(pointer) \(symbol)")
    }
  }

  @Test func everyUnknownTextIsListed() throws {
    let text = try text()
    let root = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let unresolved = try #require(root["unresolved"] as? [[String: Any]])
    let symbols = Set(unresolved.compactMap { $0["symbol"] as? String })
    for symbol in ["${Vendor}", "${Secret}", "${AWS::Region}", "${AWS::AccountId}", "*"] {
      #expect(symbols.contains(symbol), "\(symbol)")
    }
  }
}
