import CloudFormation
import Documents
import Logic
import Testing
import Text

/// Templates as the tests write them.
func template(_ text: String) throws -> Template {
  var diagnostics = Diagnostics()
  let file = FileID(rawValue: 0)
  let documents = DocumentReader.read(
    SourceBytes(Array(text.utf8)), file: file, options: .lenientJSON, diagnostics: &diagnostics)
  try #require(!diagnostics.hasErrors, "\(diagnostics.items)")
  return try #require(documents.first.flatMap { Template($0.root) })
}

/// A template with one role whose trust names the principal that the property expression gives.
func resolvedPrincipal(
  _ expression: String, parameters: String = "{}", mappings: String = "{}",
  conditions: String = "{}", values: [String] = [], context: StackContext = StackContext()
) throws -> SymbolicString? {
  let resolved = try template(
    """
    {"Parameters": \(parameters), "Mappings": \(mappings), "Conditions": \(conditions),
     "Resources": {"R": {"Type": "Test::Value::Holder", "Properties": {"V": \(expression)}},
       "Role": {"Type": "AWS::IAM::Role", "Properties": {"Path": "/p/"}},
       "Named": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "named"}},
       "Policy": {"Type": "AWS::IAM::ManagedPolicy"},
       "Cluster": {"Type": "AWS::EKS::Cluster", "Properties": {}},
       "Bucket": {"Type": "AWS::S3::Bucket"}}}
    """
  ).resolved(parameters: parameterValues(values), context: context)
  return resolved.resources.first?["V"]?.text
}

func parameterValues(_ options: [String]) -> ParameterValues {
  var values = ParameterValues()
  for option in options {
    let isSet = values.set(option: option)
    #expect(isSet)
  }
  return values
}
