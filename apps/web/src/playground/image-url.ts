const dataUrl = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$/;

/** Pictures travel inside the request, which has a bound. */
export const pictureBytesMax = 4 * 1024 * 1024;

/** What is wrong with the address of a picture; undefined where it may be sent. */
export function imageUrlFault(text: string): string | undefined {
  if (dataUrl.test(text)) return undefined;
  if (!URL.canParse(text)) return 'Enter an address that begins with https://.';
  return ['https:', 'http:'].includes(new URL(text).protocol)
    ? undefined
    : 'Only http and https addresses can be sent.';
}
