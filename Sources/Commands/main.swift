print("trustpath")
