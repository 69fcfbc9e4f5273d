#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The cores that this process may use: those it may be scheduled on, within its container's quota.
enum AvailableCores {
  /// At least 1.
  static var count: Int { max(1, min(scheduled, quota ?? .max)) }

  /// Cores that the scheduler may choose; those that are there where the kernel does not say.
  private static var scheduled: Int {
    let mask = line(of: "/proc/self/status", startingWith: "Cpus_allowed:")
    return mask.map(cores(inMask:)) ?? sysconf(Int32(_SC_NPROCESSORS_ONLN))
  }

  /// Source: Linux, Documentation/admin-guide/cgroup-v2.rst, `cpu.max`.
  private static var quota: Int? {
    line(of: "/sys/fs/cgroup/cpu.max", startingWith: "").flatMap(cores(ofQuota:))
  }

  /// What follows some text at the start of a line of a small file.
  private static func line(of path: String, startingWith start: String) -> Substring? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return lines.first { $0.hasPrefix(start) }?.dropFirst(start.count)
  }

  /// Bits of a mask in hexadecimal digits, which has commas between words.
  static func cores(inMask mask: Substring) -> Int {
    mask.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
  }

  /// Whole cores that `QUOTA PERIOD` stands for, rounded up; nil for `max`, which is no limit.
  static func cores(ofQuota line: Substring) -> Int? {
    let words = line.split(separator: " ").map { Int($0) }
    guard words.count == 2, let quota = words[0], let period = words[1], quota > 0, period > 0
    else { return nil }
    return quota / period + (quota % period > 0 ? 1 : 0)
  }
}
