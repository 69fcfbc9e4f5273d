import CloudFormation
import Logic
import Testing

@Suite struct IntrinsicTests {
  /// Expected texts follow the CloudFormation User Guide, "Intrinsic function reference".
  @Test(
    arguments: [
      (#""plain""#, "plain"),
      (#"{"Ref": "P"}"#, "given"),
      (#"{"Ref": "Open"}"#, "${Open}"),
      (#"{"Ref": "List"}"#, nil),
      (#"{"Ref": "AWS::AccountId"}"#, "111122223333"),
      (#"{"Ref": "AWS::Partition"}"#, "aws-cn"),
      (#"{"Ref": "AWS::URLSuffix"}"#, "amazonaws.com.cn"),
      (#"{"Ref": "Role"}"#, "stack-Role-*"),
      (#"{"Ref": "Named"}"#, "named"),
      (#"{"Ref": "Bucket"}"#, "${Bucket}"),
      (#"{"Ref": "Policy"}"#, "arn:aws-cn:iam::111122223333:policy/stack-Policy-*"),
      (#"{"Fn::GetAtt": ["Role", "Arn"]}"#, "arn:aws-cn:iam::111122223333:role/p/stack-Role-*"),
      (#"{"Fn::GetAtt": "Named.Arn"}"#, "arn:aws-cn:iam::111122223333:role/named"),
      (#"{"Fn::GetAtt": ["Bucket", "Arn"]}"#, "${Bucket.Arn}"),
      (
        #"{"Fn::Sub": "a-${P}-${ Open }-${!P}-$$-${Bucket.Arn}"}"#,
        "a-given-${Open}-${P}-$$-${Bucket.Arn}"
      ),
      (#"{"Fn::Sub": ["${x}${P}", {"x": {"Ref": "Open"}, "P": "shadow"}]}"#, "${Open}shadow"),
      (#"{"Fn::Join": ["-", ["a", {"Ref": "P"}, {"Ref": "AWS::NoValue"}]]}"#, "a-given"),
      (#"{"Fn::Join": ["|", {"Ref": "List"}]}"#, "a|b|c"),
      (#"{"Fn::Select": ["1", {"Ref": "List"}]}"#, "b"),
      (#"{"Fn::Select": [1, {"Fn::Split": [":", "a:b:c"]}]}"#, "b"),
      (#"{"Fn::Select": [4, {"Fn::Split": [":", {"Fn::GetAtt": "Named.Arn"}]}]}"#, "111122223333"),
      (#"{"Fn::FindInMap": ["M", "one", "k"]}"#, "cell"),
      (#"{"Fn::FindInMap": ["M", "none", "k", {"DefaultValue": "fallback"}]}"#, "fallback"),
      (#"{"Fn::If": ["Yes", "then", "otherwise"]}"#, "then"),
      (#"{"Fn::If": ["No", "then", "otherwise"]}"#, "otherwise"),
      (#"{"Fn::Base64": "hello!"}"#, "aGVsbG8h"),
      (#"{"Fn::Length": {"Ref": "List"}}"#, "3"),
      (#"{"Fn::ToJsonString": {"a": [1, "\"x\"", true]}}"#, #"{"a":[1,"\"x\"",true]}"#),
      (#"{"Fn::Sub": "{{resolve:ssm:/${P}}}:x"}"#, "{{resolve:ssm:/given}}:x"),
    ] as [(String, String?)])
  func evaluates(expression: String, expected: String?) throws {
    let value = try resolvedPrincipal(
      expression,
      parameters: """
        {"P": {"Type": "String", "Default": "default"}, "Open": {"Type": "String"},
         "List": {"Type": "CommaDelimitedList", "Default": "a, b ,c"}}
        """,
      mappings: #"{"M": {"one": {"k": "cell"}}}"#,
      conditions: """
        {"Yes": {"Fn::Equals": [{"Ref": "P"}, "given"]},
         "No": {"Fn::And": [{"Condition": "Yes"}, {"Fn::Not": [{"Condition": "Yes"}]}]}}
        """,
      values: ["P=given"],
      context: StackContext(
        account: "111122223333", region: "cn-north-1", stackName: "stack"))
    #expect(value?.display == expected)
  }

  @Test func issuerOfAClusterSplitsIntoTheIssuerOfItsProvider() throws {
    let part = try resolvedPrincipal(
      """
      {"Fn::Select": [1, {"Fn::Split": ["//", {"Fn::GetAtt": "Cluster.OpenIdConnectIssuerUrl"}]}]}
      """)
    let whole = try resolvedPrincipal(#"{"Fn::GetAtt": "Cluster.OpenIdConnectIssuerUrl"}"#)
    #expect(part != nil)
    #expect(part == whole?.withoutScheme)
  }
}
