public import Estate
import Kubernetes
public import Text

/// `trustpath identities`: who logs in to which cluster as whom, one JSON object per line.
public struct IdentityReport {
  private let estate: Estate
  private let files: SourceFiles
  private let redaction: Redaction
  private let known: KnownPrincipals

  /// Reports on the clusters of an estate.
  public init(estate: Estate, files: SourceFiles, redaction: Redaction) {
    self.estate = estate
    known = estate.knownPrincipals
    self.files = files
    self.redaction = redaction
  }

  /// Appends every login that a mapping names, dead ones included.
  ///
  /// Accounts of `mapAccounts` name nobody; they answer for concrete callers only.
  public func write(to bytes: inout [UInt8]) {
    for cluster in estate.clusters {
      for login in ClusterLogins(cluster, known: known).all where !login.isWholeAccount {
        write(login, of: cluster, to: &bytes)
      }
    }
  }

  /// Appends the logins of concrete callers, each in the order of the clusters.
  ///
  /// - Parameter callers: ARNs as `sts get-caller-identity` prints them; others log in nowhere.
  public func write(callers: [String], to bytes: inout [UInt8]) {
    let logins = estate.clusters.map { ($0, ClusterLogins($0, known: known)) }
    for text in callers {
      guard let caller = CallerIdentity(text) else { continue }
      for (cluster, logins) in logins {
        for login in logins.logins(of: caller, as: text) {
          write(login, of: cluster, to: &bytes)
        }
      }
    }
  }

  private func write(_ login: Login, of cluster: Cluster, to bytes: inout [UInt8]) {
    var json = JSONWriter(redaction: redaction)
    json.object { json in
      json.key("cluster")
      json.string(cluster.name == nil ? nil : cluster.label)
      json.key("principal")
      json.string(login.principalID, as: .identifier)
      json.key("via")
      json.string(login.via.rawValue)
      json.key("username")
      json.string(login.username)
      json.key("groups")
      json.strings(login.groups)
      json.key("policies")
      json.array(login.policies, Self.write)
      json.key("verdict")
      json.string(login.verdict.word)
      if let reason = login.verdict.reason {
        json.key("reason")
        json.string(reason)
      }
      json.key("location")
      write(login.range, to: &json)
    }
    bytes += json.bytes
    bytes.append(0x0A)
  }

  private static func write(_ json: inout JSONWriter, _ policy: Login.Policy) {
    json.object { json in
      json.key("policy")
      json.string(policy.arn)
      json.key("scope")
      if let namespaces = policy.namespaces {
        json.strings(namespaces)
      } else {
        json.string("cluster")
      }
    }
  }

  private func write(_ range: SourceRange?, to json: inout JSONWriter) {
    guard let range else { return json.null() }
    let position = files.start(of: range)
    json.object { json in
      json.key("file")
      json.string(files[range.file].path, as: .identifier)
      json.key("line")
      json.number(position.line)
      json.key("column")
      json.number(position.column)
    }
  }
}
