import Kubernetes
import Testing

/// Source: aws-iam-authenticator, `pkg/arn`; partitions as observed.
@Suite struct CallerIdentityTests {
  @Test(arguments: [
    (
      "arn:aws:sts::111122223333:assumed-role/Admin/alice", "arn:aws:iam::111122223333:role/Admin",
      "alice"
    ),
    ("arn:aws:iam::111122223333:user/team/bob", "arn:aws:iam::111122223333:user/team/bob", ""),
    ("arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:root", ""),
    (
      "arn:aws:sts::111122223333:federated-user/eve",
      "arn:aws:sts::111122223333:federated-user/eve",
      ""
    ),
    (
      "arn:aws-cn:sts::111122223333:assumed-role/Admin/a",
      "arn:aws-cn:iam::111122223333:role/Admin",
      "a"
    ),
    ("arn:aws-eusc:iam::111122223333:user/a", "arn:aws-eusc:iam::111122223333:user/a", ""),
  ])
  func canonical(arn: String, canonical: String, session: String) throws {
    let caller = try #require(CallerIdentity(arn))
    #expect(caller.canonicalARN == canonical)
    #expect(caller.sessionName == session)
    #expect(caller.account == "111122223333")
  }

  @Test(arguments: [
    "alice", "arn:aws-mars:iam::111122223333:user/a",
    "arn:aws:sts::111122223333:assumed-role/Admin",
    "arn:aws:iam::111122223333:group/a", "arn:aws:s3:::bucket", "",
  ])
  func refused(arn: String) { #expect(CallerIdentity(arn) == nil) }
}
