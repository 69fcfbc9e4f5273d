import Findings
import Foundation
import Testing

@testable import Reporting

@Suite struct JUnitFormatTests {
  @Test func vendorReport() throws {
    try Golden.expect(JUnitFormat().text(Sample.report(Sample.vendor())), is: "vendor.xml")
  }

  @Test("The document is valid by our own schema", arguments: Sample.allCases)
  func isValid(sample: Sample) throws {
    let schema = try XMLSchema(path: XMLSchema.reports.appending(path: "junit.xsd").path())
    #expect(schema.problems(in: JUnitFormat().text(sample.report)) == [])
  }

  @Test("The document is valid by upstream schemas named in TRUSTPATH_JUNIT_SCHEMAS")
  func isValidUpstream() throws {
    let paths = ProcessInfo.processInfo.environment["TRUSTPATH_JUNIT_SCHEMAS"] ?? ""
    for path in paths.split(separator: ":") {
      let schema = try XMLSchema(path: String(path))
      for sample in Sample.allCases {
        #expect(schema.problems(in: JUnitFormat().text(sample.report)) == [], "\(path)")
      }
    }
  }

  @Test("The schema refuses what readers of JUnit would misread")
  func schemaCanFail() throws {
    let schema = try XMLSchema(path: XMLSchema.reports.appending(path: "junit.xsd").path())
    let text = JUnitFormat().text(Sample.report(Sample.vendor()))
    for (old, new) in [
      ("<system-err>", "<x/><system-err>"), ("time=\"0.000\"", "time=\"\""), ("tests=", "test="),
      ("XID-001 all other subjects", "TRUST-001 all other subjects"),
    ] {
      #expect(schema.problems(in: text.replacing(old, with: new)) != [], "\(new)")
    }
  }

  @Test(arguments: [
    ("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/open", "role/open"),
    ("arn:aws:iam::${AWS::AccountId}:role/a:b", "role/a:b"),
    ("arn:aws:iam::111122223333:root", "account 111122223333"),
    ("arn:${AWS::Partition}:iam::${AWS::AccountId}:root", "account ${AWS::AccountId}"),
    ("organization:o-1", "organization:o-1"),
  ])
  func namesOfTestsAreNamesOfResources(subject: String, name: String) {
    let finding = Finding(
      rule: "TRUST-001", title: "t", severity: .high, confidence: .certain, status: .fail,
      subject: subject, account: nil, message: "m", range: nil, fix: "f", fingerprint: "a")
    #expect(JUnitName.resource(of: finding) == name)
  }

  @Test("A failure appears exactly when a violation reaches the threshold")
  func failureFollowsThreshold() {
    var sample = Sample.vendor()
    sample.outcome.failOn = .critical
    #expect(!JUnitFormat().text(Sample.report(sample)).contains("<failure"))
    sample.outcome.failOn = nil
    #expect(!JUnitFormat().text(Sample.report(sample)).contains("<failure"))
    sample.outcome.failOn = .low
    let text = JUnitFormat().text(Sample.report(sample))
    #expect(text.split(separator: "<failure").count == 2, "undecided and suppressed do not fail")
  }

  @Test("A run without any input that could be read is an error")
  func nothingRead() {
    var sample = Sample.clean()
    sample.outcome.inputs = []
    #expect(
      JUnitFormat().text(Sample.report(sample)).contains("<error type=\"nothing-recognised\""))
  }
}
