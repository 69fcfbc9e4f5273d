import Crypto
import Estate
import FoundationEssentials

/// `-o html`: one self-contained file for an auditor, complete without script and without network.
public struct HTMLFormat: ReportFormat {
  /// `html`.
  public let name = "html"
  /// `html`.
  public let fileExtension = "html"
  private let style: StaticString
  private let script: StaticString

  /// Makes the format from a style sheet and a script without `<` and `&`, so that the page is
  /// well-formed XML as well.
  public init(style: StaticString, script: StaticString) {
    self.style = style
    self.script = script
  }

  /// Appends the page.
  public func write(_ report: Report, to output: inout ReportOutput) {
    let html = MarkupWriter(redaction: report.redaction, output: output.take())
    let page = HTMLPage(html: html, report: report)
    html.raw("<!DOCTYPE html>\n")
    html.element("html") {
      html.attribute("lang", constant: "en")
      html.element("head") { head(html) }
      html.newline()
      html.element("body") {
        page.body()
        html.element("script") { html.raw(script) }
      }
    }
    html.newline()
    output = html.finish()
  }

  private func head(_ html: MarkupWriter) {
    html.void("meta") { html.attribute("charset", constant: "utf-8") }
    html.void("meta") {
      html.attribute("http-equiv", constant: "Content-Security-Policy")
      html.attribute(
        "content",
        "default-src 'none'; style-src '\(Self.digest(style))'; script-src '\(Self.digest(script))'; "
          + "base-uri 'none'; form-action 'none'", as: .identifier)
    }
    html.void("meta") {
      html.attribute("name", constant: "viewport")
      html.attribute("content", constant: "width=device-width, initial-scale=1")
    }
    html.void("meta") {
      html.attribute("name", constant: "referrer")
      html.attribute("content", constant: "no-referrer")
    }
    html.element("title") { html.raw("Trust path audit") }
    html.element("style") { html.raw(style) }
  }

  /// The source expression by which a browser knows our style and script from injected ones.
  private static func digest(_ text: StaticString) -> String {
    let hash = text.withUTF8Buffer { SHA256.hash(data: UnsafeRawBufferPointer($0)) }
    return "sha256-" + Data(hash).base64EncodedString()
  }
}
