import Estate
import Ingest
import Kubernetes
import Logic
import Testing
import Text

@testable import TrustGraph

/// Who reaches what in and through a cluster: one row per edge case and authority.
@Suite struct EdgeCaseTests {
  @Test(
    arguments:
      EdgeCase.authorization + EdgeCase.federation + EdgeCase.audiences + EdgeCase.machines
      + EdgeCase.plane + EdgeCase.entry)
  func answer(to row: EdgeCase) throws {
    var ingestion = Ingestion()
    for (path, text) in row.files.sorted(by: { $0.key < $1.key }) {
      ingestion.add(path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
    }
    for reading in ingestion.readings {
      #expect(!reading.kinds.isEmpty, "\(ingestion.files[reading.file].path) is not recognised")
      #expect(reading.diagnostics.map(\.message) == [])
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
