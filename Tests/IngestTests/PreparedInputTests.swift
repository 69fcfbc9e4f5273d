import IAM
import Testing
import Text

@testable import Ingest

@Suite struct PreparedInputTests {
  /// What is no regular file is gone once it was read: its places are counted in what was kept.
  @Test(arguments: [("/dev/null", false), (#filePath, true)])
  func onlyRegularFilesAreReadAgain(path: String, isReadAgain: Bool) throws {
    let input = PreparedInput(FileID(rawValue: 0), InputFile(path: path), PolicyReader())
    guard case .file(let file) = input else {
      Issue.record("\(path) cannot be read")
      return
    }
    #expect((file.memory == nil) == isReadAgain)
  }
}
