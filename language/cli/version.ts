// The version of this tool, as in package.json.
import { version } from '../../package.json';

export const VERSION: string = version;
