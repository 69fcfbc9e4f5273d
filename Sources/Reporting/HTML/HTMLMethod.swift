import Estate
import Findings

extension HTMLPage {
  private static let method: [StaticString] = [
    """
    Every trust policy, identity policy and boundary among the inputs is evaluated as AWS \
    documents it: an explicit Deny wins; within an account a trust policy that names the caller is \
    enough, and one that names the account needs a policy of the caller that allows the step; across \
    accounts both sides must allow it.
    """,
    """
    Every question has three answers. <b>Allowed</b>: it follows from the inputs. <b>Only if</b>: it \
    follows once the printed condition holds. <b>Undecided</b>: it depends on something that the \
    inputs do not hold, which is named. What is not understood is never counted as safe.
    """,
    """
    A condition that remains is printed in words, by who decides it: the caller, the holder of a \
    shared secret, an identity provider, the network, the clock. A condition that the caller can \
    choose freely is no protection and lowers no severity.
    """,
    """
    Steps are joined into paths. The conditions of all steps of a path must hold together; where one \
    step already decides the session that the next one checks, that is taken into account.
    """,
    """
    ExternalIds, NoEcho parameters and credentials are never printed. <code>ExternalId#1</code> is \
    the same value wherever it appears.
    """,
  ]

  private static let limits: [StaticString] = [
    """
    The result holds for the files listed above at the moment when they were exported, and for \
    nothing that changed since.
    """,
    """
    Session policies, VPC endpoint policies and the behaviour of code that runs with a role are not \
    part of the exports.
    """,
    """
    What an identity provider is willing to assert, and who can make it do so, is known only as far \
    as its documentation says.
    """,
    "A rule that passed says that its question was answered no; it does not say that a role is safe.",
  ]

  /// Writes how the result was found and what it cannot know.
  func method() {
    section("method", "Method and limits") {
      html.element("div") {
        html.attribute("class", constant: "sheet")
        html.element("h3") { html.raw("How the result was found") }
        list(Self.method)
        html.element("h3") { html.raw("What this report cannot know") }
        list(Self.limits)
      }
    }
  }

  private func list(_ items: [StaticString]) {
    html.element("ul") {
      html.attribute("class", constant: "steps")
      for item in items { html.element("li") { html.raw(item) } }
    }
  }

  /// Writes how every rule came out.
  func rules() {
    var shown: Set<String> = []
    let findings = report.outcome.findings
    for index in findings.indices where findings[index].status != .suppressed {
      shown.insert(findings[index].rule)
    }
    section("rules", "Rules") {
      html.element("div") {
        html.attribute("class", constant: "sheet")
        table(
          "Every rule that ran, over all its subjects",
          ["Rule", "Title", "#Subjects", "#Passed", "#Violated", "#Undecided"]
        ) {
          for check in report.outcome.checks {
            html.element("tr") {
              html.element("td") { rule(check.rule, isLink: shown.contains(check.rule)) }
              cell(check.title)
              cell(check.subjects)
              cell(check.pass)
              cell(check.fail)
              cell(check.review)
            }
            html.newline()
          }
        }
      }
    }
  }

  private func rule(_ rule: String, isLink: Bool) {
    guard isLink else { return html.text(rule, as: .identifier) }
    html.element("a") {
      html.attribute("href", "#r-" + rule, as: .identifier)
      html.text(rule, as: .identifier)
    }
  }

  /// Writes what helps to check the report itself.
  func appendix() {
    section("appendix", "Appendix") {
      html.element("div") {
        html.attribute("class", constant: "sheet")
        html.element("ul") {
          html.attribute("class", constant: "steps")
          for item in Self.appendix { html.element("li") { html.raw(item) } }
        }
      }
    }
  }

  private static let appendix: [StaticString] = [
    """
    To make sure that a file is the one that was read, compare its digest: \
    <code>sha256sum FILE</code>.
    """,
    """
    Lines and columns count from 1, columns in Unicode scalars. The marked part of an excerpt is the \
    part that decides.
    """,
    """
    The mark <code>#</code> of a finding is the start of its fingerprint. It stays the same while \
    rule, subject and path do, whatever happens to line numbers and severities.
    """,
    """
    Exit codes: 0 nothing at or above the threshold, 1 findings at or above it, 2 something could \
    not be read.
    """,
    "Compliance references are advisory: they say which control a finding is evidence for.",
  ]
}
