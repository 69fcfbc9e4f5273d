import Estate
import Findings
import Foundation
import Testing

@testable import Reporting

@Suite struct HTMLFormatTests {
  static func page(_ sample: Sample) throws -> String {
    try #require(ReportFormats.tested["html"]).text(sample.report)
  }

  @Test func vendorReport() throws {
    // Style and script are compared as files; here they would hide what changed.
    let page = try Self.page(.vendorCase)
      .replacing(/<style>(.|\n)*<\/style>/, with: "<style></style>")
      .replacing(/<script>(.|\n)*<\/script>/, with: "<script></script>")
      .replacing(/sha256-[A-Za-z0-9+\/=]*/, with: "sha256-")
    try Golden.expect(page, is: "vendor.html")
  }

  @Test("The page is well-formed XML, so no text of an input is markup", arguments: Sample.allCases)
  func isWellFormed(sample: Sample) throws {
    let page = try Self.page(sample)
    #expect(XMLText.problem(in: page) == nil)
    #expect(page.split(separator: "<script").count == 2)
    #expect(!page.contains("href=\"javascript:"))
  }

  @Test("Nothing in the page makes a browser fetch anything", arguments: Sample.allCases)
  func fetchesNothing(sample: Sample) throws {
    let page = try Self.page(sample)
    for word in [" src=", "url(", "@import", "<link", "<iframe", "<object", "<form", " style="] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("default-src 'none'"))
  }

  @Test("Every link into the page has a target")
  func linksLead() throws {
    let page = try Self.page(.vendorCase)
    for match in page.matches(of: /href="#([^"]+)"/) {
      #expect(page.contains("id=\"\(match.1)\""), "\(match.1)")
    }
  }

  @Test("Findings beyond the limit are rows, and none is lost")
  func manyFindings() throws {
    var sample = Sample.vendor()
    let finding = sample.outcome.findings[0]
    sample.outcome.findings = (0..<2_100).map { number in
      var copy = finding
      copy.fingerprint =
        String(repeating: "0", count: 8) + String(number + 1_000) + finding.fingerprint
      return copy
    }
    let page = try #require(ReportFormats.tested["html"]).text(Sample.report(sample))
    #expect(page.matches(of: /\<article\s/).count == 2_000)
    #expect(page.matches(of: /\<tr class="row/).count == 100)
    #expect(page.utf8.count < 6_000_000)
  }

  @Test(
    "A node is drawn by kind, name and owner",
    arguments: [
      ("arn:aws:iam::111122223333:role/a/b", "role|a/b|in account 111122223333"),
      ("arn:aws:iam::111122223333:root", "account|111122223333|as a whole"),
      ("arn:${AWS::Partition}:iam::${V}:root", "principal|arn:${AWS::Partition}:iam::${V}:root|"),
      ("oidc:token.example#repo:o/r:*", "OIDC subject|repo:o/r:*|from token.example"),
      (
        "sa:arn:aws:eks:eu-west-1:1:cluster/prod/default/api",
        "service account|default/api|in arn:aws:eks:eu-west-1:1:cluster/prod"
      ),
      ("k8s-permission:prod/payments/edit", "cluster permission|payments/edit|in prod"),
      (
        "k8s-permission:arn:aws:eks:eu-west-1:1:cluster/prod/view",
        "cluster permission|view|in arn:aws:eks:eu-west-1:1:cluster/prod"
      ),
      ("k8s-group:prod/vendor:portal", "cluster group|vendor:portal|in prod"),
      ("anyone", "anyone|Anyone|with any AWS account"),
      ("service:lambda.amazonaws.com", "AWS service|lambda.amazonaws.com|"),
      ("sa:x", "service account|x|"), ("", "principal||"),
    ])
  func labels(id: String, expected: String) {
    let label = NodeLabel(of: id)
    #expect("\(label.kind)|\(label.name)|\(label.owner ?? "")" == expected)
  }
}
