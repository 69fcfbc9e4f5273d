import Estate
import IAM
import Kubernetes
import Logic
import Text

/// A row of the table `placeholder`.
struct PlaceholderRow: Sendable {
  let id: Int
  let text: String
  let whole: String
  let owner: String
  let account: String
  let isDocumentationAccount: Bool
  let isAccountID: Bool
  let isPrincipal: Bool
  let isFromTemplate: Bool
  let range: SourceRange?
}

extension Facts {
  var placeholders: [PlaceholderRow] {
    var collector = PlaceholderCollector(ownAccounts: Set(estate.accounts.map(\.id)))
    for principal in estate.principals { collector.add(principal) }
    for policy in estate.managedPolicies where policy.accountLabel != "aws" {
      collector.begin(policy.arn.display, account: policy.accountLabel, isFromTemplate: false)
      collector.add(policy.document, isTrust: false)
    }
    for policy in estate.loosePolicies {
      collector.begin(policy.name, account: "", isFromTemplate: false)
      collector.add(policy.document, isTrust: false)
    }
    for cluster in estate.clusters {
      collector.begin(cluster.label, account: cluster.account ?? "", isFromTemplate: false)
      for mapping in cluster.awsAuth?.mappings ?? [] {
        collector.add(mapping.arn, at: mapping.arnRange, isPrincipal: true)
      }
      for account in cluster.serviceAccounts {
        if let arn = account.roleARN { collector.add(arn, at: account.roleARNRange) }
      }
    }
    for file in estate.profileFiles {
      for profile in file.profiles {
        guard let setting = profile.settings["role_arn"] else { continue }
        collector.begin("profile \(profile.name)", account: "", isFromTemplate: false)
        collector.add(SymbolicString(setting.value), at: setting.range)
      }
    }
    return collector.rows
  }
}
