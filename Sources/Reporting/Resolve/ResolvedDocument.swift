import CloudFormation
import Logic

/// The sections of the document, and its IAM part in the shape of
/// `aws iam get-account-authorization-details`.
extension ResolveWriter {
  mutating func document() {
    let iam = IAMResources(template)
    object { writer in
      writer.member("schema") { $0.json.string("trustpath/resolve/1") }
      writer.member("iam") { $0.iam(iam) }
      writer.member("resources") { $0.resources() }
      writer.member("conditions") { $0.conditions() }
      writer.member("outputs") { $0.outputs() }
      writer.member("exports") { $0.exports() }
      writer.member("oidc_providers") { $0.oidcProviders(iam.oidcProviders) }
      writer.member("saml_providers") { writer in
        writer.array(iam.samlProviders) { writer, resource in
          writer.object { $0.member("Arn") { $0.text(resource.arn ?? "") } }
        }
      }
      writer.member("assumed") { $0.assumed() }
      writer.member("unresolved") { $0.unresolvedList() }
    }
  }

  private mutating func resources() {
    object { writer in
      var written: Set<String> = []
      for resource in writer.template.resources {
        // A resource whose name depends on conditions stands here once for each name.
        let isFirst = written.insert(resource.logicalID).inserted
        let guards = resource.guards.map(\.display).joined(separator: ", ")
        let key = isFirst ? resource.logicalID : "\(resource.logicalID) if \(guards)"
        writer.member(key) { writer in
          writer.object { writer in
            writer.member("type") { $0.json.string(resource.type) }
            writer.member("physical_id") { $0.text(resource.physicalID, at: resource.nameRange) }
            writer.member("properties") { writer in
              guard let properties = resource.properties else { return writer.json.null() }
              writer.value(properties)
            }
            writer.member("when") { writer in
              writer.array(resource.guards.map(\.display)) { $0.json.string($1) }
            }
          }
        }
      }
    }
  }

  private mutating func conditions() {
    object { writer in
      for (name, truth) in writer.template.conditions.sorted(by: { $0.key < $1.key }) {
        writer.member(name) { writer in
          guard let holds = truth.definite else { return writer.json.null() }
          writer.json.boolean(holds)
        }
      }
    }
  }

  private mutating func outputs() {
    object { writer in
      for output in writer.template.outputs {
        writer.member(output.name) { $0.value(output.value) }
      }
    }
  }

  private mutating func exports() {
    object { writer in
      for output in writer.template.outputs {
        guard let name = output.exportName?.text else { continue }
        writer.member(name.display) { $0.value(output.value) }
      }
    }
  }

  private mutating func oidcProviders(_ providers: [OIDCProviderResource]) {
    array(providers) { writer, provider in
      writer.object { writer in
        writer.member("Arn") { $0.text(provider.arn, at: provider.resource.nameRange) }
        writer.member("Url") { $0.text(provider.issuer, at: provider.resource.nameRange) }
        writer.member("ClientIDList") { writer in
          writer.array(provider.clientIDs ?? []) { $0.text($1) }
        }
        writer.when(provider.resource.guards.map(\.display))
      }
    }
  }

  private mutating func assumed() {
    array(template.defaultedParameterValues) { writer, parameter in
      writer.object { writer in
        writer.member("parameter") { $0.json.string(parameter.name) }
        writer.member("value") { $0.value(parameter.value) }
      }
    }
  }
}
