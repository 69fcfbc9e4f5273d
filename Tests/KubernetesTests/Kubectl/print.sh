#!/bin/sh
# Prints what kubectl makes of the same objects in each output form; needs no cluster.
# usage: print.sh aws-auth.yaml | aws-auth.json | objects.yaml | accounts.json | workloads.yaml | generated.yaml
set -e
cd "$(dirname "$0")"

accounts() {
  kubectl create serviceaccount worker --namespace payments --dry-run=client -o yaml
  echo ---
  kubectl create serviceaccount web --namespace payments --dry-run=client -o yaml
}

case "$1" in
aws-auth.*)
  kubectl create configmap aws-auth --namespace kube-system --from-file=mapRoles \
    --from-file=mapUsers --dry-run=client -o "${1#aws-auth.}" ;;
objects.yaml)
  kubectl create rolebinding deployers --namespace payments --clusterrole=edit --group=deployers \
    --user=eve --serviceaccount=payments:ci --dry-run=client -o yaml
  echo ---
  kubectl create clusterrolebinding readers --clusterrole=view --group=readers \
    --dry-run=client -o yaml
  echo ---
  kubectl create clusterrole all --aggregation-rule=team=payments --dry-run=client -o yaml
  echo ---
  kubectl create clusterrole metrics --verb=get --non-resource-url=/metrics \
    --dry-run=client -o yaml ;;
workloads.yaml)
  kubectl create namespace payments --dry-run=client -o yaml
  for kind in deployment cronjob job; do
    echo ---
    case $kind in
    deployment) set -- deployment web --image=nginx:1.27 ;;
    cronjob) set -- cronjob report --image=busybox:1.36 --schedule='0 4 * * *' ;;
    job) set -- job migrate --image=busybox:1.36 ;;
    esac
    kubectl create "$@" --namespace payments --dry-run=client -o yaml |
      if [ $kind = deployment ]; then
        kubectl set serviceaccount --local -f - worker -o yaml
      else
        cat
      fi
  done ;;
generated.yaml)
  kubectl kustomize --load-restrictor LoadRestrictionsNone kustomize ;;
accounts.json)
  accounts | kubectl annotate --local -f - -o json \
    eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/worker ;;
esac
