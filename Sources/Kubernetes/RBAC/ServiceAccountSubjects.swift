import Logic

/// The service accounts of a scan that an OIDC subject stands for.
public struct ServiceAccountSubjects: Sendable {
  /// An account of a cluster.
  public struct Account: Sendable {
    /// Index into the clusters asked.
    public var cluster: Int
    /// The namespace.
    public var namespace: String
    /// The name.
    public var name: String
    /// The object, if the account is among the inputs; nil if a workload or an association names it.
    public var object: ServiceAccount?
  }

  /// Accounts that exist and match, in the order of the clusters.
  public let existing: [Account]
  /// Whether accounts that the inputs do not show could match as well, if somebody creates them.
  public let canGrow: Bool
  /// Whether any cluster of the scan has the issuer.
  public let isIssuerKnown: Bool

  /// Finds the accounts of the clusters with an issuer whose subject a condition accepts.
  ///
  /// - Parameters:
  ///   - issuer: Host and path without scheme; compared ignoring case of the host.
  ///   - clusters: The clusters of the scan.
  ///   - pattern: The condition on `sub`; nil accepts every subject.
  public init(issuer: String, in clusters: [Cluster], matching pattern: SubjectPattern?) {
    self = ServiceAccountIndex(clusters).subjects(issuer: issuer, matching: pattern)
  }

  init(
    issued: ServiceAccountIndex.Issued?, matching pattern: SubjectPattern?
  ) {
    isIssuerKnown = issued != nil
    if let account = pattern?.account {
      let places = issued?.bySubject["\(account.namespace)/\(account.name)"] ?? []
      existing = places.compactMap { issued?.accounts[$0] }
      canGrow = existing.isEmpty
    } else if let issued, let namespace = pattern?.fixedNamespace {
      existing = (issued.byNamespace[namespace] ?? []).map { issued.accounts[$0] }.filter {
        pattern?.matches(namespace: $0.namespace, name: $0.name) ?? true
      }
      canGrow = pattern?.couldMatchAny ?? true
    } else {
      existing = (issued?.accounts ?? []).filter {
        pattern?.matches(namespace: $0.namespace, name: $0.name) ?? true
      }
      canGrow = pattern?.couldMatchAny ?? true
    }
  }
}

/// The accounts of clusters by issuer, for many questions about the same clusters.
public struct ServiceAccountIndex: Sendable {
  /// The accounts whose tokens an issuer issues.
  struct Issued: Sendable {
    var accounts: [ServiceAccountSubjects.Account] = []
    var bySubject: [String: [Int]] = [:]
    var byNamespace: [String: [Int]] = [:]
  }

  /// By issuer; what a template leaves open is an issuer only where the same text stands.
  private var issuers: [String: Issued] = [:]

  /// Indexes the accounts of all clusters that tell their issuer.
  public init(_ clusters: [Cluster]) {
    for (index, cluster) in clusters.enumerated() {
      let texts = [cluster.issuer.map { Issuer($0).text }, cluster.declaredIssuer?.display]
      for text in Set(texts.compactMap(\.self)) {
        var issued = issuers[text] ?? Issued()
        for (namespace, name, object) in cluster.knownAccounts {
          issued.bySubject["\(namespace)/\(name)", default: []].append(issued.accounts.count)
          issued.byNamespace[namespace, default: []].append(issued.accounts.count)
          issued.accounts.append(
            ServiceAccountSubjects.Account(
              cluster: index, namespace: namespace, name: name, object: object))
        }
        issuers[text] = issued
      }
    }
  }

  /// The accounts whose subject a condition accepts; nil accepts every subject.
  ///
  /// - Complexity: constant for a subject without wildcards, else linear in the accounts of the
  ///   namespace, or of the issuer where wildcards leave the namespace open.
  public func subjects(
    issuer: String, matching pattern: SubjectPattern?
  ) -> ServiceAccountSubjects {
    ServiceAccountSubjects(
      issued: issuers[Issuer(issuer).text] ?? issuers[issuer], matching: pattern)
  }
}

/// An OIDC issuer without scheme and trailing slash, as provider ARNs hold it.
public struct Issuer: Hashable, Sendable {
  /// Host and path, the host in lower case.
  public let text: String

  /// Takes an issuer with or without `https://`.
  public init(_ text: String) {
    // By bytes: an issuer is made for every trust of a dump and every cluster.
    var rest = text.utf8[...]
    let scheme = "https://".utf8
    if rest.count >= scheme.count,
      zip(rest, scheme).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 && (0x41...0x5A).contains($0) })
    {
      rest = rest.dropFirst(scheme.count)
    }
    while rest.last == 0x2F { rest = rest.dropLast() }
    let host = rest.prefix { $0 != 0x2F }
    let isLower = !host.contains { (0x41...0x5A).contains($0) || $0 >= 0x80 }
    self.text =
      isLower
      ? String(Substring(rest))
      : Substring(host).lowercased() + Substring(rest.dropFirst(host.count))
  }
}

extension Cluster {
  /// Service accounts of the inputs, and those that associations and workloads name; the object
  /// where there is one.
  public var knownAccounts: [(namespace: String, name: String, object: ServiceAccount?)] {
    var seen: Set<String> = []
    var all: [(String, String, ServiceAccount?)] = []
    for account in serviceAccounts
    where seen.insert("\(account.namespace)/\(account.name)").inserted {
      all.append((account.namespace, account.name, account))
    }
    for association in podIdentityAssociations
    where seen.insert("\(association.namespace)/\(association.serviceAccount)").inserted {
      all.append((association.namespace, association.serviceAccount, nil))
    }
    for workload in workloads
    where seen.insert("\(workload.namespace)/\(workload.serviceAccount)").inserted {
      all.append((workload.namespace, workload.serviceAccount, nil))
    }
    return all
  }
}
