import Estate
import Ingest
import Kubernetes
import Logic
import Testing
import Text

@testable import TrustGraph

/// Who reaches what in and through a cluster: one row per edge case and authority.
@Suite struct EdgeCaseTests {
  /// The numbered edge cases, of which 1 to 44 and 75 are about logins: `LoginEdgeCaseTests`.
  @Test func everyNumberHasARow() {
    let numbers = Set(EdgeCase.all.map(\.number))
    #expect((45...78).filter { $0 != 75 && !numbers.contains($0) } == [])
    #expect(
      EdgeCase.all.filter { $0.authority.split(separator: ":").count < 2 }.map(\.authority) == [])
  }

  /// What nobody has verified is never plainly yes or no.
  @Test func whatIsNotVerifiedDepends() {
    for row in EdgeCase.all where row.authority.hasPrefix("not verified") {
      guard case .depends(let reason) = row.answer else {
        Issue.record("\(row.testDescription) is decided")
        continue
      }
      #expect(!reason.isEmpty)
    }
  }

  @Test(arguments: EdgeCase.all)
  func answer(to row: EdgeCase) throws {
    var ingestion = Ingestion()
    for (path, text) in row.files.sorted(by: { $0.key < $1.key }) {
      ingestion.add(path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
    }
    for reading in ingestion.readings {
      #expect(!reading.kinds.isEmpty, "\(ingestion.files[reading.file].path) is not recognised")
      #expect(reading.diagnostics.filter { $0.severity != .note }.map(\.message) == [])
    }
    let trust = TrustGraph(ingestion.finish())
    let from = trust.graph.index(of: row.from)
    let to = trust.graph.index(of: row.to)
    guard let from, let to else {
      if case .no = row.answer { return }
      Issue.record("no node for \(from == nil ? row.from : row.to)")
      return
    }
    let paths = trust.paths().all(from: from, to: to, limit: 10).paths
    switch row.answer {
    case .no: #expect(paths.isEmpty)
    case .yes: #expect(paths.contains { $0.status == .proved })
    case .depends(let words):
      #expect(!paths.isEmpty)
      #expect(!paths.contains { $0.status == .proved })
      let reasons = paths.map { $0.residual.display(redacting: .none) }
      #expect(reasons.contains { $0.contains(words) }, "\(reasons)")
    }
  }
}

extension EdgeCase {
  static let all =
    authorization + federation + audiences + handover + machines + plane + entry + templates + rows
    + eksctl + admission
}
