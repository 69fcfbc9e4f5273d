import IAM
import Logic

/// Entries of `Action` that read although their name does not begin like it.
///
/// Source: the policies ReadOnlyAccess, SecurityAudit and ViewOnlyAccess in the AWS Managed Policy
/// Reference Guide; access levels in the Service Authorization Reference.
enum ReadingActions {
  static func contains(_ pattern: [UInt8]) -> Bool {
    table.contains(String(decoding: pattern, as: UTF8.self))
  }

  private static let table: Set<String> = [
    "aps:previewanomalydetector", "athena:batch*", "bedrock-agentcore:retrievememoryrecords",
    "chime:retrieve*", "cleanrooms:previewprivacyimpact", "clouddirectory:batchread",
    "cloudformation:detect*", "cloudwatch:generatequery",
    "cloudwatch:generatequeryresultssummary", "codeartifact:readfromrepository",
    "codecommit:gitpull", "codedeploy:batch*", "codestar:verify*", "cognito-idp:adminget*",
    "cognito-idp:adminlist*", "comprehend:batchdetect*", "comprehend:classify*",
    "comprehend:contains*", "comprehend:detect*", "config:deliver*",
    "datapipeline:evaluateexpression", "devops-guru:startcostestimation", "dms:test*",
    "ds:verify*", "dynamodb:partiqlselect", "elasticbeanstalk:request*",
    "elasticbeanstalk:retrieve*", "elastictranscoder:read*", "es:eshttpget", "es:eshttphead",
    "events:test*", "events:testeventpattern", "evidently:testsegmentpattern",
    "gamelift:resolvealias", "healthlake:readresource", "iam:generate*",
    "identitystore:ismemberingroups", "inspector:preview*", "iotanalytics:samplechanneldata",
    "kinesisanalytics:discover*", "lightsail:is*", "lightsail:isvpcpeered", "logs:startlivetail",
    "logs:startquery", "logs:stoplivetail", "logs:stopquery", "logs:testmetricfilter",
    "mediaconnect:discovergatewaypollendpoint", "mediaconvert:probe",
    "observabilityadmin:testtelemetrypipeline", "polly:synthesizespeech",
    "rds:download*", "rds:downloaddblogfileportion", "rekognition:comparefaces",
    "rekognition:detect*", "rekognition:recognizecelebrities", "route53:test*",
    "sdb:domainmetadata", "servicediscovery:discoverinstances",
    "servicediscovery:discoverinstancesrevision", "servicequotas:startquotautilizationreport",
    "sqs:receive*", "swf:count*", "transfer:testidentityprovider",
    "verifiedpermissions:isauthorized", "verifiedpermissions:isauthorizedwithtoken",
    "wellarchitected:exportlens", "xray:canceltraceretrieval", "xray:starttraceretrieval",
  ]
}

extension Statement {
  /// Whether a condition keeps the sessions that the statement opens from writing.
  ///
  /// Source: Amazon S3 User Guide, "CreateSession", condition key `s3express:SessionMode`.
  var opensOnlyReadingSessions: Bool {
    conditions.contains { condition in
      condition.contextKey == Self.sessionMode && condition.operatorText == "StringEquals"
        && condition.values.allSatisfy { $0.text == "ReadOnly" }
    }
  }

  private static let sessionMode: ContextKey = "s3express:SessionMode"
}
