/// The functions that are evaluated; every file of this folder with a function is listed here.
let intrinsicFunctions: [any IntrinsicFunction.Type] = [
  Base64.self, Cidr.self, Contains.self, FindInMap.self, GetAtt.self, GetAZs.self,
  GetStackOutput.self, If.self, ImportValue.self, Join.self, Length.self, Ref.self, Select.self,
  Split.self, Sub.self, ToJSONString.self, Transform.self,
]
