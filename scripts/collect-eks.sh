#!/bin/sh
# Exports what trustpath reads of EKS clusters, and of the account around them, into
#   FOLDER/ACCOUNT/…                   the account: IAM
#   FOLDER/ACCOUNT/REGION/CLUSTER/…    one folder per cluster, which tells outputs that name none
# It only reads. Scan the folder afterwards: trustpath scan FOLDER
#
# usage: collect-eks.sh [options] FOLDER
#   --region REGION     a region to look in, repeatable; the CLI's own region by default
#   --all-regions       every region of the account
#   --cluster NAME      a cluster, repeatable; every one by default
#   --no-iam            leave the account's IAM export out
#   --no-kubectl        leave the objects inside of clusters out
#   --secrets           which token Secrets exist (their data is never written)
#   --iam-policy        print the IAM policy that this needs, and stop
#   --cluster-role      print the ClusterRole that this needs, and stop
#
# Objects inside of a cluster are read through the kubectl context that is named after the cluster's
# ARN, as `aws eks update-kubeconfig` names it.
set -eu

iam_policy() {
  cat <<'JSON'
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": [
      "ec2:DescribeInstances",
      "ec2:DescribeLaunchTemplateVersions",
      "ec2:DescribeRegions",
      "eks:DescribeAccessEntry",
      "eks:DescribeAddon",
      "eks:DescribeCapability",
      "eks:DescribeCluster",
      "eks:DescribeFargateProfile",
      "eks:DescribeIdentityProviderConfig",
      "eks:DescribeNodegroup",
      "eks:DescribePodIdentityAssociation",
      "eks:ListAccessEntries",
      "eks:ListAddons",
      "eks:ListAssociatedAccessPolicies",
      "eks:ListCapabilities",
      "eks:ListClusters",
      "eks:ListFargateProfiles",
      "eks:ListIdentityProviderConfigs",
      "eks:ListNodegroups",
      "eks:ListPodIdentityAssociations",
      "iam:GetAccountAuthorizationDetails",
      "iam:GetOpenIDConnectProvider",
      "iam:ListInstanceProfiles",
      "iam:ListOpenIDConnectProviders",
      "sts:GetCallerIdentity"
    ],
    "Resource": "*"
  }]
}
JSON
}

cluster_role() {
  cat <<'YAML'
# With --secrets also `list` on secrets: kubectl reads them whole, only names are written.
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: trustpath-collect
rules:
- apiGroups: [""]
  resources: [namespaces, nodes, pods, replicationcontrollers, serviceaccounts]
  verbs: [list]
- apiGroups: [""]
  resources: [configmaps]
  resourceNames: [aws-auth]
  verbs: [get]
- apiGroups: [admissionregistration.k8s.io]
  resources: [mutatingwebhookconfigurations, validatingwebhookconfigurations]
  verbs: [list]
- apiGroups: [apps]
  resources: [daemonsets, deployments, statefulsets]
  verbs: [list]
- apiGroups: [batch]
  resources: [cronjobs, jobs]
  verbs: [list]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [list]
- apiGroups: [rbac.authorization.k8s.io]
  resources: [clusterrolebindings, clusterroles, rolebindings, roles]
  verbs: [list]
YAML
}

folder='' regions='' only='' all_regions='' iam=1 kubernetes=1 secrets=''
while [ $# -gt 0 ]; do
  case $1 in
  --region) regions="$regions $2"; shift ;;
  --cluster) only="$only $2"; shift ;;
  --all-regions) all_regions=1 ;;
  --no-iam) iam= ;;
  --no-kubectl) kubernetes= ;;
  --secrets) secrets=1 ;;
  --iam-policy) iam_policy; exit ;;
  --cluster-role) cluster_role; exit ;;
  -h | --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p;}' "$0"; exit ;;
  -*) echo "collect-eks: unknown option $1" >&2; exit 64 ;;
  *) folder=$1 ;;
  esac
  shift
done
if [ -z "$folder" ]; then
  echo "usage: collect-eks.sh [options] FOLDER" >&2
  exit 64
fi

export AWS_PAGER=""
umask 077
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

# Every failure is told, and counted at the end; a subshell may be the one that fails.
complain() {
  message=$(printf '%s' "$1" | tr '\n' ' ')
  echo "collect-eks: $message" >&2
  echo "$message" >>"$errors"
}

# save FILE COMMAND…: a command that fails leaves no file behind, and is counted.
save() {
  file=$1
  shift
  mkdir -p "${file%/*}"
  if "$@" >"$file.part" 2>"$file.error"; then
    mv "$file.part" "$file"
    rm -f "$file.error"
    return 0
  fi
  rm -f "$file.part"
  complain "$*: $(cat "$file.error")"
  rm -f "$file.error"
  return 1
}

# names COMMAND…: one name per line.
names() {
  if text=$("$@" --output text 2>&1); then
    printf '%s\n' "$text" | tr '\t' '\n' | sed '/^None$/d;/^$/d'
  else
    complain "$*: $text"
  fi
}

# A name that is safe as a file's.
slug() { printf '%s' "$1" | tr -c 'A-Za-z0-9.=@_-' '_'; }

collect_account() {
  here=$folder/$account
  save "$here/authorization-details.json" \
    aws iam get-account-authorization-details --output json || true
  save "$here/instance-profiles.json" aws iam list-instance-profiles --output json || true
  save "$here/oidc-providers.json" aws iam list-open-id-connect-providers --output json || true
  for arn in $(names aws iam list-open-id-connect-providers \
    --query 'OpenIDConnectProviderList[].Arn'); do
    save "$here/oidc-provider-$(slug "${arn##*/}").json" aws iam get-open-id-connect-provider \
      --open-id-connect-provider-arn "$arn" --output json || true
  done
}

# What `aws eks list-KIND` names, described one by one.
# described KIND QUERY VERB OPTION
described() {
  for name in $(names eks "list-$1" --query "$2"); do
    save "$here/$3-$(slug "${name##*:}").json" eks "$3" "$4" "$name" --output json || true
  done
}

eks() {
  command=$1
  shift
  aws eks "$command" --region "$region" --cluster-name "$cluster" "$@"
}

collect_logins() {
  # A cluster without access entries answers with an error, which is evidence of that.
  if eks list-access-entries --output json \
    >"$here/access-entries.json" 2>"$here/access-entries.txt"; then
    rm "$here/access-entries.txt"
  else
    rm "$here/access-entries.json"
    if ! grep -q 'authentication mode' "$here/access-entries.txt"; then
      complain "eks list-access-entries: $(cat "$here/access-entries.txt")"
      rm "$here/access-entries.txt"
    fi
    return 0
  fi
  for arn in $(names eks list-access-entries --query 'accessEntries[]'); do
    name=$(slug "${arn##*:}")
    save "$here/access-entry-$name.json" \
      eks describe-access-entry --principal-arn "$arn" --output json || true
    save "$here/access-policies-$name.json" \
      eks list-associated-access-policies --principal-arn "$arn" --output json || true
  done
}

collect_machines() {
  described nodegroups 'nodegroups[]' describe-nodegroup --nodegroup-name
  for group in $(names eks list-nodegroups --query 'nodegroups[]'); do
    for id in $(names eks describe-nodegroup --nodegroup-name "$group" \
      --query 'nodegroup.launchTemplate.id'); do
      save "$here/launch-template-$(slug "$id").json" aws ec2 describe-launch-template-versions \
        --region "$region" --launch-template-id "$id" --output json || true
    done
  done
  save "$here/instances.json" aws ec2 describe-instances --region "$region" \
    --filters "Name=tag-key,Values=kubernetes.io/cluster/$cluster" --output json || true
}

collect_cluster() {
  here=$folder/$account/$region/$cluster
  save "$here/cluster.json" \
    aws eks describe-cluster --region "$region" --name "$cluster" --output json || return 0
  collect_logins
  described pod-identity-associations 'associations[].associationId' \
    describe-pod-identity-association --association-id
  collect_machines
  described fargate-profiles 'fargateProfileNames[]' describe-fargate-profile \
    --fargate-profile-name
  described addons 'addons[]' describe-addon --addon-name
  described capabilities 'capabilities[].capabilityName' describe-capability --capability-name
  for name in $(names eks list-identity-provider-configs \
    --query "identityProviderConfigs[?type=='oidc'].name"); do
    save "$here/identity-provider-$(slug "$name").json" eks describe-identity-provider-config \
      --identity-provider-config "type=oidc,name=$name" --output json || true
  done
  if [ -n "$kubernetes" ]; then collect_objects; fi
}

collect_objects() {
  arn=$(names aws eks describe-cluster --region "$region" --name "$cluster" --query cluster.arn)
  if ! kubectl config get-contexts -o name 2>/dev/null | grep -qxF "$arn"; then
    complain "no kubectl context $arn; objects inside of $cluster are left out"
    return 0
  fi
  # An absent aws-auth is no failure: clusters in mode API have none.
  objects aws-auth -n kube-system configmap/aws-auth --ignore-not-found
  [ -s "$here/aws-auth.json" ] || rm -f "$here/aws-auth.json"
  objects serviceaccounts -A serviceaccounts
  objects rbac -A roles,rolebindings
  objects cluster-rbac clusterroles,clusterrolebindings
  objects workloads -A \
    pods,deployments,statefulsets,daemonsets,replicationcontrollers,jobs,cronjobs
  objects inventory namespaces,nodes
  objects network -A networkpolicies
  objects admission mutatingwebhookconfigurations,validatingwebhookconfigurations
  if [ -n "$secrets" ]; then collect_secrets; fi
}

objects() {
  name=$1
  shift
  save "$here/$name.json" kubectl --context "$arn" get "$@" -o json || true
}

# Names and accounts only: the template leaves the data out.
collect_secrets() {
  # shellcheck disable=SC2016
  template='{{range .items}}{"apiVersion":"v1","kind":"Secret","type":{{printf "%q" .type}},'
  template=$template'"metadata":{"name":{{printf "%q" .metadata.name}},'
  template=$template'"namespace":{{printf "%q" .metadata.namespace}},"annotations":{'
  template=$template'"kubernetes.io/service-account.name":{{printf "%q" '
  template=$template'(index .metadata.annotations "kubernetes.io/service-account.name")}}}}}'
  template=$template'{{"\n"}}{{end}}'
  save "$here/token-secrets.json" kubectl --context "$arn" get secrets -A \
    --field-selector type=kubernetes.io/service-account-token -o "go-template=$template" || true
  [ -s "$here/token-secrets.json" ] || rm -f "$here/token-secrets.json"
}

account=$(aws sts get-caller-identity --query Account --output text)
if [ -n "$all_regions" ]; then
  regions=$(names aws ec2 describe-regions --query 'Regions[].RegionName')
elif [ -z "$regions" ]; then
  regions=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
fi
if [ -n "$iam" ]; then collect_account; fi
for region in $regions; do
  for cluster in ${only:-$(names aws eks list-clusters --region "$region" \
    --query 'clusters[]')}; do
    collect_cluster
  done
done
if [ -s "$errors" ]; then
  echo "collect-eks: $(wc -l <"$errors") of the commands failed; what they would have told is missing" >&2
  exit 1
fi
