/// The functions that are evaluated; every file of this folder with a function is listed here.
let intrinsicFunctions: [any IntrinsicFunction.Type] = [
  Base64.self, Cidr.self, Contains.self, EachMemberEquals.self, EachMemberIn.self,
  FindInMap.self, GetAtt.self, GetAZs.self,
  GetStackOutput.self, If.self, ImportValue.self, Join.self, Length.self, Ref.self, RefAll.self,
  Select.self,
  Split.self, Sub.self, ToJSONString.self, Transform.self, ValueOf.self, ValueOfAll.self,
]
