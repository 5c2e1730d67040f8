import Prompting
