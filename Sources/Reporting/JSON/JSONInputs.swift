import Estate
import Findings
import Text

// What the findings document and the inputs document have in common.
extension JSONWriter {
  /// Writes the members that every document of ours starts with.
  mutating func header(_ schema: String, of report: Report) {
    key("schema")
    string(schema, as: .identifier)
    key("tool")
    object { json in
      json.key("name")
      json.string("trustpath", as: .identifier)
      json.key("version")
      json.string(report.outcome.toolVersion, as: .identifier)
    }
    key("as_of")
    string(report.outcome.asOf, as: .identifier)
  }

  /// Writes what became of each input.
  mutating func inputs(of report: Report, withCounts: Bool = false) {
    lines(report.outcome.inputs) { json, input in
      json.object { json in
        json.input(input, of: report)
        guard withCounts else { return }
        json.key("counts")
        json.map(input.counts) { $0.number($1) }
      }
    }
  }

  private mutating func input(_ input: InputRecord, of report: Report) {
    let file = report.outcome.files.all[safe: Int(input.file.rawValue)]
    key("path")
    string(report.path(of: input.file), as: .identifier)
    key("sha256")
    string(file?.sha256, as: .identifier)
    key("bytes")
    number(file?.fileSize)
    key("kind")
    string(input.kinds.isEmpty ? nil : input.kinds.joined(separator: ", "), as: .identifier)
    key("account")
    string(input.account, as: .identifier)
    key("status")
    string(input.status.rawValue, as: .identifier)
    key("diagnostics")
    array(input.diagnostics) { $0.diagnostic($1, of: report) }
  }

  /// Writes one remark about an input.
  mutating func diagnostic(_ diagnostic: Diagnostic, of report: Report) {
    let place = report.place(of: diagnostic.range)
    object { json in
      if let path = diagnostic.path {
        json.key("path")
        json.string(path, as: .identifier)
      }
      json.key("severity")
      json.string(diagnostic.severity.rawValue, as: .identifier)
      json.key("code")
      json.string(diagnostic.code, as: .identifier)
      json.key("message")
      json.string(diagnostic.message)
      json.key("line")
      json.number(place?.start.line)
      json.key("column")
      json.number(place?.start.column)
    }
  }

  /// Writes which kinds of evidence there were.
  mutating func coverage(_ coverage: Coverage) {
    object { json in
      json.key("scp")
      json.boolean(coverage.scp)
      json.key("rcp")
      json.boolean(coverage.rcp)
      json.key("boundaries")
      json.boolean(coverage.boundaries)
      json.key("managed_policies")
      json.boolean(coverage.managedPolicies)
      json.key("oidc_providers")
      json.boolean(coverage.oidcProviders)
      json.key("saml_providers")
      json.boolean(coverage.samlProviders)
      json.key("rbac")
      json.boolean(coverage.rbac)
      json.key("access_entries")
      json.boolean(coverage.accessEntries)
      json.key("workloads")
      json.boolean(coverage.workloads)
    }
  }

  /// Writes an object with its members in the order of their names.
  mutating func map<Value>(_ members: [String: Value], _ body: (inout JSONWriter, Value) -> Void) {
    object { json in
      for (name, value) in members.sorted(by: { $0.key < $1.key }) {
        json.key(text: name)
        body(&json, value)
      }
    }
  }
}
