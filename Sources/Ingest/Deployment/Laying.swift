import CloudFormation
import Documents
public import Estate
import Kubernetes
public import Text

extension Ingestion {
  /// Takes what is added from now on for a change to what was added before.
  public mutating func beginChange() { reading.beginChange() }

  /// The estate of everything read; the ingestion cannot be used afterwards.
  public mutating func finish(by parallelism: Parallelism = .serial) -> Estate {
    finishChange(by: parallelism).estate
  }

  /// The estate of everything read, with the change deployed if one was begun; the ingestion cannot
  /// be used afterwards.
  public mutating func finishChange(by parallelism: Parallelism = .serial) -> ChangedEstate {
    let includes = addReferencedFiles()
    var project = TemplateProject(
      reading.templates, includes: includes, stacks: reading.stacks,
      names: ExportedNames(reading.estate.estate), assemblies: reading.assemblies,
      context: reading.stack,
      given: reading.parameters)
    let members = project.resolve(by: parallelism)
    guard let first = reading.firstChange else {
      for member in members {
        for attachment in add(member) { note(attachment, in: member) }
      }
      for pending in reading.terraform { _ = addTerraform(pending) }
      for pending in reading.eksctl { addEksctl(pending) }
      return ChangedEstate(estate: finishReading())
    }
    return deploy(
      members.filter { $0.number >= first }, onto: members.filter { $0.number < first })
  }

  private mutating func deploy(
    _ change: [TemplateProject.Member], onto base: [TemplateProject.Member]
  ) -> ChangedEstate {
    var kept = base
    var superseded: [TemplateProject.Member] = []
    for member in change {
      superseded += kept.filter(member.supersedes)
      kept.removeAll(where: member.supersedes)
    }
    for member in kept { _ = add(member) }
    let plans = reading.terraform.dropFirst(reading.firstTerraformChange ?? 0)
    for pending in reading.terraform.dropLast(plans.count) { _ = addTerraform(pending) }
    let configurations = reading.eksctl.dropFirst(reading.firstEksctlChange ?? 0)
    for pending in reading.eksctl.dropLast(configurations.count) { addEksctl(pending) }
    let reasons = change.flatMap(\.resolved.opaqueReasons)
    // What a change that shows only part of itself no longer declares may still be there.
    if !reasons.isEmpty { for member in superseded { _ = add(member) } }
    var deployment = Deployment(firstTemplate: reading.estate.estate.templates.count)
    deployment.openReasons = reasons
    for member in superseded { deployment.note(deployed: member) }
    // A parameter that is given may be given another value than the deployed stack has.
    if reading.parameters.names.isEmpty {
      for member in change { deployment.note(changed: member) }
    }
    var owners: [(AttachmentElsewhere, TemplateProject.Member)] = []
    for member in change {
      for attachment in add(member, isChange: true) {
        deployment.attachments.append((member.resolved, attachment))
        owners.append((attachment, member))
      }
      deployment.remove(member.removals(replacing: superseded))
    }
    for plan in plans { deployment.removed += addTerraform(plan, isChange: true) }
    for pending in configurations { addEksctl(pending) }
    for set in reading.stacks.changeSets {
      deployment.removed += set.removed.map { (set.stack.account, $0) }
    }
    deployment.changedPolicies = reading.estate.changedPolicies
    var estate = finishReading()
    estate.dropDeclaredTwins(before: deployment.firstTemplate)
    let isChanged = !change.isEmpty || !plans.isEmpty || !configurations.isEmpty
    guard isChanged || !reading.stacks.changeSets.isEmpty else {
      return ChangedEstate(estate: estate)
    }
    for attachment in deployment.apply(to: &estate) {
      if let owner = owners.first(where: { $0.0.range == attachment.range }) {
        note(attachment, in: owner.1)
      }
    }
    return ChangedEstate(
      estate: estate, touched: deployment.touched,
      remarks: remarks(on: change) + deployment.remarks(on: change))
  }

  /// The estate of everything read; where objects of clusters contradict each other is told beside
  /// their files.
  private mutating func finishReading() -> Estate {
    let estate = reading.finish()
    for conflict in estate.clusters.flatMap(\.conflicts) {
      guard let file = conflict.range?.file else { continue }
      readings[Int(file.rawValue)].diagnostics.append(conflict)
    }
    return estate
  }

  private func remarks(on change: [TemplateProject.Member]) -> [Diagnostic] {
    guard let open = change.first(where: { $0.resolved.context.account == nil }) else { return [] }
    return [
      Diagnostic(
        .error, "onto-account",
        "which account the change is deployed to is not known, so it meets nothing that was exported",
        at: open.resolved.template.root.range, fix: "give `--account`")
    ]
  }

  private mutating func addTerraform(
    _ pending: PendingDocument, isChange: Bool = false
  ) -> [(account: String?, resource: ChangeSet.Removed)] {
    add(pending) { reading, root in reading.addTerraform(root, isChange: isChange) }
  }

  private mutating func addEksctl(_ pending: PendingDocument) {
    add(pending) { reading, root in reading.addEksctl(root) }
  }

  /// Adds one evaluated template, its counts and its remarks.
  private mutating func add(
    _ member: TemplateProject.Member, isChange: Bool = false
  ) -> [AttachmentElsewhere] {
    reading.begin(path: member.pending.path)
    let attachments = reading.add(
      member.resolved, isChange: isChange, isResolved: member.pending.stack != nil)
    take(member)
    return attachments
  }

  private mutating func note(
    _ attachment: AttachmentElsewhere, in member: TemplateProject.Member
  ) {
    reading.begin(path: member.pending.path)
    reading.noteNotAttached(attachment)
    take(reading.diagnostics.items, of: member)
  }

  /// Puts what evaluating a template gave into the readings of the files that it is about.
  private mutating func take(_ member: TemplateProject.Member) {
    let root = Int(member.pending.template.file.rawValue)
    for (name, number) in reading.counts { readings[root].counts[name, default: 0] += number }
    if readings[root].account == nil { readings[root].account = reading.account }
    take(reading.diagnostics.items + member.remarks, of: member)
  }

  private mutating func take(_ remarks: [Diagnostic], of member: TemplateProject.Member) {
    for remark in remarks {
      let file = remark.range?.file ?? member.pending.template.file
      readings[Int(file.rawValue)].diagnostics.append(remark)
    }
  }
}

extension Deployment {
  /// What of the deployed stacks the change may hold or not.
  fileprivate func remarks(on change: [TemplateProject.Member]) -> [Diagnostic] {
    guard !undecided.isEmpty else { return [] }
    let open = change.first { !$0.resolved.opaqueReasons.isEmpty }
    let names = undecided.sorted()
    let list = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
    return [
      Diagnostic(
        .warning, "onto-unseen",
        "cannot tell whether the change removes \(list): not all that it declares is seen ("
          + openReasons.map { "`\($0)`" }.joined(separator: ", ") + "); it is taken to stay",
        at: open?.resolved.template.root.range,
        fix: "scan the missing templates along, or the template that macros make")
    ]
  }
}

extension Estate {
  /// Drops what templates declare and exports show: the account as it is needs no declaration.
  fileprivate mutating func dropDeclaredTwins(before firstTemplate: Int) {
    let exported = Set(principals.lazy.filter { $0.origin == .export }.map(\.id))
    principals.removeAll { principal in
      guard case .template(let index, _) = principal.origin, index < firstTemplate else {
        return false
      }
      return exported.contains(principal.id)
    }
  }
}
