import Findings
import Foundation
import Testing

@testable import Reporting

@Suite struct JSONFormatTests {
  @Test func vendorReport() throws {
    try Golden.expect(JSONFormat().text(Sample.report(Sample.vendor())), is: "vendor.json")
  }

  @Test("A pointer leads to the place that line and column tell")
  func pointersLeadToPlaces() throws {
    let text = JSONFormat().text(Sample.report(Sample.vendor()))
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let findings = try #require(document["findings"] as? [[String: Any]])
    let places = findings.compactMap { $0["location"] as? [String: Any] }
    try #require(!places.isEmpty)
    for place in places {
      let pointer = try #require(place["pointer"] as? String)
      #expect(pointer.hasPrefix("/"))
    }
  }

  @Test func inputsReport() throws {
    var bytes: [UInt8] = []
    InputsReport.writeJSON(Sample.report(Sample.vendor()), to: &bytes)
    try Golden.expect(String(decoding: bytes, as: UTF8.self), is: "vendor.inputs.json")
  }

  @Test("Hostile text survives the way through JSON")
  func hostileTextIsEscaped() throws {
    let text = JSONFormat().text(Sample.report(Sample.hostile()))
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(findings.first?["subject"] as? String == Sample.hostile().outcome.findings[0].subject)
    #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{0}" })
  }

  @Test(
    "The documents are what their schemas say",
    arguments: Sample.allCases)
  func matchesSchema(sample: Sample) throws {
    let report = sample.report
    let findings = try JSONSchema(named: "findings.schema.json")
    #expect(try findings.problems(in: JSONFormat().text(report)) == [])
    var bytes: [UInt8] = []
    InputsReport.writeJSON(report, to: &bytes)
    let inputs = try JSONSchema(named: "inputs.schema.json")
    #expect(try inputs.problems(in: String(decoding: bytes, as: UTF8.self)) == [])
  }

  @Test("The schema refuses what is not documented")
  func schemaCanFail() throws {
    let text = JSONFormat().text(Sample.report(Sample.vendor()))
    let schema = try JSONSchema(named: "findings.schema.json")
    for (old, new) in [
      ("\"severity\":\"high\"", "\"severity\":\"bad\""), ("\"line\":", "\"lines\":"),
      ("\"bytes\":", "\"bytes\":\"\",\"x\":"), ("findings/1", "findings/2"),
    ] {
      #expect(try schema.problems(in: text.replacing(old, with: new)) != [], "\(new)")
    }
  }
}
