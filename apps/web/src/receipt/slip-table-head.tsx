/** The head of a slip's table: a bucket, how much of it, at what price, and what that came to. */
export function SlipTableHead({ quantity = 'Tokens' }: { readonly quantity?: string }) {
  return (
    <thead className="text-xs text-quiet [&_th]:pb-1 [&_th]:pl-3 [&_th]:text-right [&_th]:font-normal">
      <tr>
        <th scope="col" className="pl-0! text-left!">
          Bucket
        </th>
        <th scope="col">{quantity}</th>
        <th scope="col">Per million</th>
        <th scope="col">Cost</th>
      </tr>
    </thead>
  );
}
