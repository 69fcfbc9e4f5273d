import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension ExitCode {
  /// Findings at or above the threshold.
  static let findings = ExitCode(1)
  /// Something could not be read; reports are written, marked incomplete.
  static let evidence = ExitCode(2)
  /// A rule pack or a configuration file is wrong.
  static let configuration = ExitCode(4)
  /// A report could not be written.
  static let cannotWrite = ExitCode(74)

  /// Ends the program; the parser would make up its help first, and print nothing.
  func leave() -> Never { exit(rawValue) }
}
