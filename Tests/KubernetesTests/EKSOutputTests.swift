import Documents
import Kubernetes
import Logic
import Testing

/// Outputs of `aws eks`; field names as in the service model (botocore).
@Suite struct EKSOutputTests {
  private static let body = """
    "name":"portal","arn":"arn:aws:eks:eu-west-1:111122223333:cluster/portal",\
    "identity":{"oidc":{"issuer":"https://oidc.eks.eu-west-1.amazonaws.com/id/ABC"}}
    """

  @Test(arguments: [
    (#"{"cluster":{\#(body),"accessConfig":{"authenticationMode":"API"}}}"#, "API"),
    (#"{\#(body),"accessConfig":{"authenticationMode":"CONFIG_MAP"}}"#, "CONFIG_MAP"),
    // A whole output of an old cluster has no accessConfig; an excerpt proves nothing.
    (#"{"cluster":{\#(body),"platformVersion":"eks.1"}}"#, "CONFIG_MAP"),
    (#"{"cluster":{\#(body)}}"#, nil),
  ])
  func describeCluster(text: String, mode: String?) throws {
    let root = try #require(Input(text).documents.first?.root)
    let cluster = ClusterDescriptionReader.read(
      try #require(ClusterDescriptionReader.cluster(in: root)))
    #expect(cluster.name == "portal")
    #expect(cluster.account == "111122223333")
    #expect(cluster.issuer == "oidc.eks.eu-west-1.amazonaws.com/id/ABC")
    #expect(cluster.authenticationMode == mode)
  }

  @Test(arguments: [
    #"{"cluster":{"name":"x"}}"#, #"{"name":"x","arn":"arn:aws:ecs:eu-west-1:1:cluster/x"}"#,
    #"{"name":"web","version":"1"}"#, "[]",
  ])
  func otherDocuments(text: String) throws {
    let root = try #require(Input(text).documents.first?.root)
    #expect(ClusterDescriptionReader.cluster(in: root) == nil)
    #expect(!AccessEntryReader.recognises(root))
    #expect(!PodIdentityReader.recognises(root))
  }

  @Test func associations() throws {
    let list = """
      {"associations":[{"clusterName":"c","namespace":"n","serviceAccount":"s","associationId":"a-1",
       "associationArn":"arn:aws:eks:eu-west-1:111122223333:podidentityassociation/c/a-1"}]}
      """
    let one = """
      {"association":{"clusterName":"c","namespace":"n","serviceAccount":"s","associationId":"a-1",
       "associationArn":"arn:aws:eks:eu-west-1:111122223333:podidentityassociation/c/a-1",
       "roleArn":"arn:aws:iam::111122223333:role/r","targetRoleArn":"","externalId":"s3cret",
       "disableSessionTags":true,"policy":"{}"}}
      """
    var builder = ClusterBuilder()
    for text in [list, one] {
      let root = try #require(Input(text).documents.first?.root)
      #expect(PodIdentityReader.recognises(root))
      for found in PodIdentityReader.read(root) {
        builder.add(.podIdentityAssociation(found.association), of: found.cluster, in: "")
      }
    }
    let clusters = builder.finish()
    #expect(clusters.map(\.account) == ["111122223333"])
    let association = try #require(clusters.first?.podIdentityAssociations.first)
    #expect(clusters.first?.podIdentityAssociations.count == 1)
    #expect(association.roleARN == "arn:aws:iam::111122223333:role/r")
    #expect(association.targetRoleARN == nil)
    #expect(association.externalID == "s3cret")
    #expect(association.disablesSessionTags == true)
    #expect(association.sessionPolicyRange != nil)
  }
}
