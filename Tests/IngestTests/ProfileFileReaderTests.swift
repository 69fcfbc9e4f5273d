import Estate
import Testing
import Text

@testable import Ingest

@Suite struct ProfileFileReaderTests {
  private func read(_ text: String) -> (file: ProfileFile, secrets: [Secret], codes: [String]) {
    var diagnostics = Diagnostics()
    let bytes = SourceBytes(Array(text.utf8))
    let result = bytes.withBytes {
      ProfileFileReader().read($0, file: FileID(rawValue: 0), diagnostics: &diagnostics)
    }
    return (result.profiles, result.secrets, diagnostics.items.map(\.code))
  }

  private func recognised(_ text: String) -> Bool {
    SourceBytes(Array(text.utf8)).withBytes { ProfileFileReader().recognises($0) }
  }

  @Test(arguments: [
    "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\n",
    "# comment\n\n[default]\nregion=eu-west-1\n",
    "\u{FEFF}[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n",
    "[profile s]\r\nsource_profile = t\r\n",
    "[default]\naws_access_key_id: AKIAIOSFODNN7EXAMPLE\n",
    "[profile \"two words\"]\nrole_arn = arn:aws:iam::111122223333:role/a\n",
  ])
  func recognisesConfig(text: String) { #expect(recognised(text)) }

  @Test(arguments: [
    "[1, 2, 3]\n", "[\n  {\"role_arn\": 1}\n]\n", "[section]\nname = value\n", "region = x\n", "",
    "apiVersion: v1\nkind: ServiceAccount\n",
  ])
  func leavesOtherFilesAlone(text: String) { #expect(!recognised(text)) }

  @Test func readsNamesAndSettings() {
    let text = """
      [default]
      region = eu-west-1
      [profile account_b_role]
      source_profile = account_a_role
      role_arn=arn:aws:iam::444455556666:role/account-b-role  # the last hop
      """
    let file = read(text).file
    #expect(file.profiles.map(\.name) == ["default", "account_b_role"])
    #expect(file.profiles[1].settings["source_profile"]?.value == "account_a_role")
    let role = file.profiles[1].settings["role_arn"]
    #expect(role?.value == "arn:aws:iam::444455556666:role/account-b-role")
    let bytes = Array(text.utf8)
    let cut = role.map { bytes[Int($0.range.lower)..<Int($0.range.upper)] } ?? []
    #expect(String(decoding: cut, as: UTF8.self) == "arn:aws:iam::444455556666:role/account-b-role")
  }

  @Test func lastOfTwoSettingsWins() {
    #expect(read("[a]\nregion = x\nregion = y\n").file.profiles[0].settings["region"]?.value == "y")
  }

  @Test func nestedSettingsSayNothingAboutIdentity() {
    let result = read("[a]\ns3 =\n  role_arn = not-a-role\nrole_arn = r\n")
    #expect(result.file.profiles[0].settings["role_arn"]?.value == "r")
    #expect(result.codes.isEmpty)
  }

  @Test func registersSecrets() {
    let secrets = read("[a]\nexternal_id = xyz\naws_secret_access_key = abc\nrole_arn = r\n")
      .secrets
    #expect(secrets.map(\.value) == ["xyz", "abc"])
    #expect(secrets.map(\.kind) == [.externalID, .credential])
  }

  @Test func reportsWhatIsNoSetting() {
    let result = read("[a]\nrole_arn = r\nthis is no setting\n")
    #expect(result.codes == ["config-line"])
    #expect(result.file.profiles[0].settings["role_arn"]?.value == "r")
  }

  /// As `shlex.split` and `build_profile_map` of botocore do.
  @Test(arguments: [
    ("[profile \"two words\"]", ["two words"]), ("[profile 'single']", ["single"]),
    ("[profile\tx]", ["x"]), ("[profile   x] # comment", ["x"]), ("[prod]", ["prod"]),
    ("[sso-session corp]", []), ("[plugins]", []), ("[services s3]", []),
  ])
  func namesAreSplitAsAShellDoes(_ header: String, _ names: [String]) {
    let result = read("[default]\nregion = x\n\(header)\nrole_arn = r\n")
    #expect(result.file.profiles.dropFirst().map(\.name) == names)
    #expect(result.file.profiles[0].settings["role_arn"] == nil, "keys stay in their section")
    #expect(result.codes.isEmpty)
  }

  @Test(arguments: ["[profile two words]", "[profile \"open]", "[profile]"])
  func sectionsThatTheCLIPassesOverAreTold(_ header: String) {
    let result = read("[default]\nregion = x\n\(header)\nrole_arn = r\n")
    #expect(result.file.profiles.map(\.name) == ["default"])
    #expect(result.codes == ["config-line"])
  }

  /// AWS SDKs and Tools Reference Guide, "Format of the config file": a section needs `profile`.
  @Test func sectionsWithoutThePrefixAreNoProfilesOfAConfigurationFile() {
    let text = "[default]\nregion = x\n[a]\nrole_arn = r\n[profile b]\nrole_arn = r\n"
    let result = read(text)
    #expect(result.file.profiles.map(\.name) == ["default", "b"])
    #expect(result.codes == ["config-line"])
    let credentials = read("[default]\naws_access_key_id = AKIAX\n[a]\naws_access_key_id = AKIAY\n")
    #expect(credentials.file.profiles.map(\.name) == ["default", "a"])
    #expect(credentials.codes.isEmpty)
  }

  @Test func indentedSettingsCountUnlessOneStandsAboveThem() {
    let result = read("  [a]\n  role_arn = r\n  s3 =\n    region = no\n  [b]\n\tregion: x:y\n")
    #expect(result.file.profiles.map(\.name) == ["a", "b"])
    #expect(result.file.profiles[0].settings.keys.sorted() == ["role_arn", "s3"])
    #expect(result.file.profiles[1].settings["region"]?.value == "x:y")
    #expect(result.codes.isEmpty)
  }

  @Test func aHeaderInsideAValueIsTold() {
    let result = read("[a]\nregion = x\n  [b]\n  role_arn = r\n")
    #expect(result.file.profiles.map(\.name) == ["a"])
    #expect(result.codes == ["config-line"])
  }

  @Test func credentialsFilesAreToldByTheirForm() {
    #expect(read("[a]\naws_access_key_id = AKIAX\n").file.isCredentials)
    #expect(!read("[profile a]\naws_access_key_id = AKIAX\n").file.isCredentials)
    #expect(!read("[default]\nregion = x\n").file.isCredentials)
  }
}
